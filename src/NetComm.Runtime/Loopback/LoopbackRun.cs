using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>Runs a scenario on real sockets of the loopback interface, by the wall clock, its links emulated in user space.</summary>
public static class LoopbackRun
{
    /// <summary>So often a run looks for addresses at which its ports are free: who has one at all addresses has it at these too.</summary>
    private const int MostMoves = 2;

    /// <summary>
    /// Runs it to its end: when all is done, at <c>duration</c>, or when cancelled, with what was measured until then. A run that lacks
    /// something (a port taken, a mechanism of the system, an outside program that never came) is incomplete and says what. So is a run in
    /// which an actor fails, by a bug of ours: what that actor does is lost, and the rest is measured to its end.
    /// </summary>
    public static async Task<RunOutcome> OfAsync(Scenario scenario, RunOptions? options = null)
    {
        options ??= new RunOptions();
        bool hasAddressRange = LoopbackCapabilities.HasAddressRange();
        if (scenario.Flows.Count > 0)
        {
            var warmUp = new RunOptions { KeepTrace = false, Cancellation = options.Cancellation };
            await ApartAsync(WarmUp.For(scenario), warmUp, hasAddressRange).ConfigureAwait(false);
        }

        return await ApartAsync(scenario, options, hasAddressRange).ConfigureAwait(false);
    }

    /// <summary>At addresses that no other run of this machine has; and at others where a program has a port that it needs.</summary>
    private static async Task<RunOutcome> ApartAsync(Scenario scenario, RunOptions options, bool hasAddressRange)
    {
        IReadOnlyCollection<int> octets = hasAddressRange ? LoopbackAddresses.OctetsOf(scenario) : [];
        int least = 0;
        for (int move = octets.Count == 0 ? MostMoves : 0; ; move++)
        {
            using AddressClaim claim = AddressClaim.Of(octets, least);
            await using var runner =
                new LoopbackRunner(scenario with { Mode = RunMode.Loopback }, options, hasAddressRange, null, claim.Shift);
            if (await runner.RunAsync(mayMove: move < MostMoves).ConfigureAwait(false) is { } outcome) return outcome;
            least = claim.Shift + 1;
        }
    }

    /// <summary>Without the address range, all hosts share 127.0.0.1. Each socket is told to <paramref name="onSocketMade"/>.</summary>
    internal static async Task<RunOutcome> OfAsync(
        Scenario scenario, RunOptions options, bool hasAddressRange, Action<SocketMade>? onSocketMade = null)
    {
        await using var runner = new LoopbackRunner(scenario with { Mode = RunMode.Loopback }, options, hasAddressRange, onSocketMade);
        return (await runner.RunAsync(mayMove: false).ConfigureAwait(false))!;
    }
}
