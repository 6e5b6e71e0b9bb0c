using System.Text.Json.Nodes;
using NetComm.Protocols.Tests.Tcp.Conversations;

namespace NetComm.Protocols.Tests.Tcp.Linux;

/// <summary>A connection between ours and Linux: what either does with it, and what the wire does to it.</summary>
internal sealed record TransferPlan(string Name)
{
    /// <summary>tests/kernel/tcp.py.</summary>
    public const ushort LinuxPort = 7000;

    /// <summary>Plans of the same luck meet the same losses in the same order, from the end that connects and back.</summary>
    public string Luck { get; init; } = Name;

    public bool LinuxConnects { get; init; }

    public int Mtu { get; init; } = 1500;

    public LinkProperties ToLinux { get; init; } = LinkProperties.Perfect;

    public LinkProperties FromLinux { get; init; } = LinkProperties.Perfect;

    public TcpOptions Options { get; init; } = new();

    public ApplicationPlan Ours { get; init; } = new(Application.Keys[0], 0);

    public ApplicationPlan Linux { get; init; } = new(Application.Keys[1], 0);

    public string Congestion { get; init; } = "cubic";

    public bool NoDelay { get; init; }

    /// <summary>SO_RCVBUF; null: as the kernel likes.</summary>
    public int? LinuxReceiveBuffer { get; init; }

    /// <summary>SO_SNDBUF; null: as the kernel likes.</summary>
    public int? LinuxSendBuffer { get; init; }

    public bool IsReset => Ours.AbortsAfter is not null || Linux.AbortsAfter is not null;

    /// <summary>One of many that differ in all that may differ.</summary>
    public static TransferPlan Draw(long seed, int number)
    {
        RandomStream luck = RandomStream.For(seed, $"transfer:{number}");
        double loss = luck.Chance(0.2) ? 0 : luck.NextDouble() * 0.2;
        int mtu = luck.Chance(0.5) ? 1500 : luck.Pick(128, 1500);
        TcpOptions options = DrawOptions(luck);
        int? receiveBuffer = luck.Chance(0.5) ? luck.Size(2_000, 200_000) : null;
        int? sendBuffer = luck.Chance(0.5) ? luck.Size(4_000, 200_000) : null;

        // At a loss of 20 % the window is about three segments, and each fourth loss waits for a timer; a small buffer costs round trips.
        double segments = 300 * (1 - loss * 4.5);
        long smallest = new long?[] { options.SendBuffer.Bytes, options.ReceiveBuffer.Bytes, receiveBuffer, sendBuffer }.Min()!.Value;
        int most = (int)Math.Min(mtu * segments, smallest * 60);
        var plan = new TransferPlan($"{number}")
        {
            LinuxConnects = luck.Chance(0.5),
            Mtu = mtu,
            ToLinux = DrawWire(luck, loss),
            FromLinux = DrawWire(luck, loss),
            Options = options,
            Ours = DrawApplication(luck, 0, most),
            Linux = DrawApplication(luck, 1, most),
            Congestion = luck.Chance(0.5) ? "reno" : "cubic",
            NoDelay = luck.Chance(0.3),
            LinuxReceiveBuffer = receiveBuffer,
            LinuxSendBuffer = sendBuffer,
        };
        return (luck.NextDouble() * 10) switch
        {
            < 1 => plan with { Ours = plan.Ours with { WritesAfterPeer = true } },
            < 2 => plan with { Linux = plan.Linux with { WritesAfterPeer = true } },
            < 3 => plan.WithReset(byLinux: false, luck),
            < 4 => plan.WithReset(byLinux: true, luck),
            _ => plan,
        };
    }

    /// <summary>What tests/kernel/tcp.py is told.</summary>
    public JsonObject ForLinux(int seed) => new()
    {
        ["seed"] = seed,
        ["mtu"] = Mtu,
        ["connects"] = LinuxConnects,
        ["congestion"] = Congestion,
        ["noDelay"] = NoDelay,
        ["SO_RCVBUF"] = LinuxReceiveBuffer,
        ["SO_SNDBUF"] = LinuxSendBuffer,
        ["key"] = Linux.Key,
        ["peerKey"] = Ours.Key,
        ["write"] = Linux.ToWrite,
        ["pause"] = Linux.LongestPause.TotalSeconds,
        ["stall"] = Linux.Stall.TotalSeconds,
        ["writesAfterPeer"] = Linux.WritesAfterPeer,
        ["abortsAfter"] = Linux.AbortsAfter,
    };

    public override string ToString() =>
        $"{Name}: {(LinuxConnects ? "Linux" : "ours")} connects, mtu {Mtu}, loss {ToLinux.Loss.MeanShare} and {FromLinux.Loss.MeanShare}, "
        + $"{Congestion} and {Options}, buffers {LinuxReceiveBuffer} and {LinuxSendBuffer}; ours {Ours}; Linux {Linux}";

    // The one who resets reads little and takes little beyond it, so that the other has data left: what tells of a reset that was lost.
    private TransferPlan WithReset(bool byLinux, RandomStream luck)
    {
        const int Buffer = 20_000, Rest = 400_000;
        int after = luck.Size(1, 20_000);
        ApplicationPlan resets = (byLinux ? Linux : Ours) with { AbortsAfter = after };
        ApplicationPlan suffers = (byLinux ? Ours : Linux) with { ToWrite = after + Rest };
        return this with
        {
            Ours = byLinux ? suffers : resets,
            Linux = byLinux ? resets : suffers,
            Options = Options with { ReceiveBuffer = DataSize.FromBytes(Buffer) },
            LinuxReceiveBuffer = Buffer,
        };
    }

    private static LinkProperties DrawWire(RandomStream luck, double loss) => new()
    {
        Delay = SimDuration.FromMicroseconds(luck.Size(500, 60_000)),
        Loss = luck.Chance(0.8) ? new Probability(loss) : LossModel.None,
        Duplicate = new(new Probability(luck.Chance(0.3) ? luck.NextDouble() * 0.1 : 0)),
        Reorder = new(new Probability(luck.Chance(0.3) ? luck.NextDouble() * 0.2 : 0)),
        Corrupt = new(new Probability(luck.Chance(0.1) ? luck.NextDouble() * 0.03 : 0)),
    };

    private static TcpOptions DrawOptions(RandomStream luck) => new()
    {
        CongestionControl = luck.Chance(0.5) ? CongestionAlgorithm.Reno : CongestionAlgorithm.Cubic,
        Sack = luck.Chance(0.8),
        Timestamps = luck.Chance(0.8),
        WindowScale = luck.Chance(0.8),
        Rack = luck.Chance(0.8),
        Nagle = luck.Chance(0.7),
        DelayedAck = luck.Chance(0.8),
        Ecn = luck.Chance(0.2),
        InitialWindow = luck.Pick(1, 10),
        MinimumRetransmissionTimeout = SimDuration.FromMilliseconds(luck.Pick(200, 1000)),
        SynRetries = 12,
        SendBuffer = DataSize.FromBytes(luck.Size(1_000, 300_000)),
        ReceiveBuffer = DataSize.FromBytes(luck.Size(500, 300_000)),
    };

    private static ApplicationPlan DrawApplication(RandomStream luck, int index, int most) =>
        new(Application.Keys[index], luck.Chance(0.15) ? 0 : luck.Chance(0.3) ? luck.Size(1, most) : luck.Pick(most / 10, most))
        {
            LongestPause = SimDuration.FromMilliseconds(luck.Chance(0.5) ? 0 : luck.Pick(1, 8)),
            Stall = SimDuration.FromMilliseconds(luck.Chance(0.7) ? 0 : luck.Pick(100, 3000)),
        };
}
