namespace NetComm.Protocols.Pim;

/// <summary>A message of PIM version 2 in dense mode (RFC 3973 §4.7): time to live 1, to 224.0.0.13 but for grafts.</summary>
/// <remarks>Times are whole seconds in the messages, unless stated. Not modelled: state refresh, and the messages of sparse mode.</remarks>
internal abstract record PimMessage
{
    public int Size => PimFormat.SizeOf(this);

    /// <summary>A router is present for the hold time (0: it leaves). The generation number changes each time that it restarts.</summary>
    public sealed record Hello(SimDuration HoldTime, uint GenerationId) : PimMessage
    {
        /// <summary>RFC 3973 §4.8: how long a message may take to cross the LAN, in whole milliseconds. Default 0.5 s.</summary>
        public SimDuration PropagationDelay { get; init; } = SimDuration.FromMilliseconds(500);

        /// <summary>§4.8: the time in which others may object to a prune, in whole milliseconds. Default 2.5 s.</summary>
        public SimDuration OverrideInterval { get; init; } = SimDuration.FromMilliseconds(2500);
    }

    /// <summary>Asks the upstream router with this address to send some sources, and not to send others for the hold time.</summary>
    public sealed record JoinPrune(uint UpstreamNeighbour, SimDuration HoldTime, IReadOnlyList<PimGroup> Groups) : PimMessage;

    /// <summary>Asks the upstream router to send these again, and to confirm it.</summary>
    public sealed record Graft(uint UpstreamNeighbour, IReadOnlyList<PimGroup> Groups) : PimMessage;

    /// <summary>Confirms a graft, with the same content.</summary>
    public sealed record GraftAck(uint UpstreamNeighbour, IReadOnlyList<PimGroup> Groups) : PimMessage;

    /// <summary>Of routers that send the same onto a LAN, the lowest preference, then metric, then highest address goes on.</summary>
    public sealed record Assert(uint Group, uint Source, uint MetricPreference, uint Metric) : PimMessage
    {
        /// <summary>Larger than any other: sent by a router that stops sending (31 bits of preference, 32 of metric).</summary>
        public const uint InfinitePreference = int.MaxValue;

        /// <inheritdoc cref="InfinitePreference"/>
        public const uint InfiniteMetric = uint.MaxValue;
    }
}

/// <summary>The sources of one group that a PIM message joins, and those that it prunes.</summary>
internal sealed record PimGroup(uint Group, IReadOnlyList<uint> Joined, IReadOnlyList<uint> Pruned)
{
    public static PimGroup Join(uint source, uint group) => new(group, [source], []);

    public static PimGroup Prune(uint source, uint group) => new(group, [], [source]);
}
