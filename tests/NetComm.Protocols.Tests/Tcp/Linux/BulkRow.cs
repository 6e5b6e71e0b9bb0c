using NetComm.Protocols.Tests.Tcp.Conversations;

namespace NetComm.Protocols.Tests.Tcp.Linux;

/// <summary>Transfers that are alike but for chance: one end sends so many bytes, at a loss of packets of either direction.</summary>
internal sealed record BulkRow(string Sender, double Loss, IReadOnlyList<TransferPlan> Plans)
{
    private const int Bytes = 100_000;

    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(20);

    /// <summary>The least timeout of Linux (tcp_rto_min_us).</summary>
    private static readonly SimDuration LinuxTimeout = SimDuration.FromMilliseconds(200);

    private bool IsByLinux => Sender == "Linux";

    /// <summary>A few, which CI has the time for; else all.</summary>
    public static IReadOnlyList<BulkRow> All(bool isLong)
    {
        double[] losses = isLong ? [0, 1, 2, 5, 10, 20] : [0, 5];
        int times = isLong ? 20 : 2;
        return [.. from loss in losses
                   from sender in new[] { "ours", "ours, 200 ms", "Linux" }
                   select Of(sender, loss, times)];
    }

    /// <summary>Its line in the protocol's page: the median and the longest time, means of segments, the longest round trip.</summary>
    public string Tell(IReadOnlyList<Transfer> transfers)
    {
        Wire[] wires = [.. transfers.Select(transfer => IsByLinux ? transfer.FromLinux : transfer.ToLinux)];
        double[] times = [.. transfers.Zip(wires, (transfer, wire) => (wire.LastNew - transfer.Began).TotalSeconds).Order()];
        string Mean(Func<Wire, int> figure) => $"{wires.Average(figure):F1}";
        return $"| {Loss} % | {Sender} | {times[times.Length / 2]:F2} | {times[^1]:F2} | {Mean(wire => wire.Lost)} "
            + $"| {Mean(wire => wire.SentAgain)} | {Mean(wire => wire.InVain)} | {transfers.Max(RoundTrip):F2} |";
    }

    /// <summary>What the sender takes for the round trip in the end; the wire's is 40 ms.</summary>
    private double RoundTrip(Transfer transfer) => IsByLinux
        ? transfer.Linux.GetProperty("info").GetProperty("roundTrip").GetDouble()
        : transfer.Ours.End.Tcp.SmoothedRoundTrip?.TotalSeconds ?? 0;

    private static BulkRow Of(string sender, double loss, int times)
    {
        LinkProperties wire = new() { Delay = Delay, Loss = Probability.FromPercent(loss) };
        TcpOptions options = sender == "ours, 200 ms" ? new() { MinimumRetransmissionTimeout = LinuxTimeout } : new();
        return new(sender, loss, [.. Enumerable.Range(1, times).Select(number => new TransferPlan($"{sender} at {loss} %, {number}")
        {
            Luck = $"{loss} %, {number}",
            LinuxConnects = sender == "Linux",
            ToLinux = wire,
            FromLinux = wire,
            Options = options with { SynRetries = 12 },
            Ours = new(Application.Keys[0], sender == "Linux" ? 0 : Bytes),
            Linux = new(Application.Keys[1], sender == "Linux" ? Bytes : 0),
        })]);
    }
}
