using NetComm.Network;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Scenarios;

namespace NetComm.Runtime.Tests.Loopback.Emulation;

/// <summary>
/// Packets on the emulated links, without sockets. What sets out before time begins does so at zero, and what is due first happens first:
/// no test knows how late the machine is.
/// </summary>
public sealed class PathEmulatorTests : IDisposable
{
    private static readonly SimTime SoonAfter = SimTime.Zero + SimDuration.FromMilliseconds(10);

    /// <summary>What hangs would take for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TimerThread _timer = new(_ => { });
    private readonly RunProgress _progress = new();

    public void Dispose() => _timer.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(", reorder: 50 %, reorder-by: 5 ms")]
    public async Task A_link_that_goes_down_loses_what_is_on_it_and_what_comes_and_carries_again_when_it_is_up(string keys)
    {
        PathEmulator paths = Over($"[ {{ between: [a, b], delay: 20 ms{keys} }} ]");
        Task<bool>[] onIt = [.. Enumerable.Range(0, 20).Select(_ => CarryAsync(paths))];
        _timer.At(SoonAfter, now => paths.Change(network => GoDown(network, now), now));

        _timer.Start();
        bool[] arrived = await Task.WhenAll(onIt).WaitAsync(Patience);
        bool arrivedWhileDown = await CarryAsync(paths).WaitAsync(Patience);
        _timer.Post(now => paths.Change(ComeUp, now));
        bool arrivedAfter = await CarryAsync(paths).WaitAsync(Patience);

        Assert.DoesNotContain(true, arrived);
        Assert.Equal((false, true), (arrivedWhileDown, arrivedAfter));
    }

    [Fact]
    public async Task Stations_on_a_shared_medium_collide_and_try_again()
    {
        PathEmulator paths = OverNetwork("lans: { lan: { members: [a, b], medium: shared, rate: 10 Mbps, delay: 20 us } }");
        Task<bool>[] there = [.. Enumerable.Range(0, 20).Select(_ => CarryAsync(paths))];
        Task<bool>[] back = [.. Enumerable.Range(0, 20).Select(_ => CarryAsync(paths, from: 1, to: 0))];

        _timer.Start();
        bool[] arrived = await Task.WhenAll([.. there, .. back]).WaitAsync(Patience);

        Assert.DoesNotContain(false, arrived);
    }

    private PathEmulator Over(string links) => OverNetwork($"links: {links}");

    private PathEmulator OverNetwork(string keys) =>
        new(
            ScenarioReader.Parse($"scenario: Test\nduration: 1 s\nhosts: [a, b]\n{keys}\n", "test.yaml"), _timer, _progress,
            new OrderedTraceSink());

    /// <summary>A packet sets out, from a to b unless told otherwise: whether it arrives.</summary>
    private Task<bool> CarryAsync(PathEmulator paths, int from = 0, int to = 1)
    {
        var end = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        paths.Carry(new EmulatedPacket
        {
            Number = _progress.NextPacketShared(),
            From = from,
            To = [to],
            Bytes = 128,
            Arrived = (_, _) => end.SetResult(true),
            Lost = _ => end.SetResult(false),
        });
        return end.Task;
    }

    private static void GoDown(EmulatedNetwork network, SimTime now)
    {
        network.Map.SetDown(0, true);
        foreach (Transmitter transmitter in network.TransmittersOf(0)) transmitter.GoDown(now);
    }

    private static void ComeUp(EmulatedNetwork network)
    {
        network.Map.SetDown(0, false);
        foreach (Transmitter transmitter in network.TransmittersOf(0)) transmitter.ComeUp();
    }
}
