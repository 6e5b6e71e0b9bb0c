namespace NetComm.Sim.Protocols.Pim;

/// <summary>The states of RFC 3973 §4.4.2.</summary>
internal enum PimDownstreamState
{
    /// <summary>Packets go this way.</summary>
    NoInfo,

    /// <summary>They do, until it is clear that nobody objects to a prune.</summary>
    PrunePending,

    /// <summary>They do not, but for members that IGMP tells of.</summary>
    Pruned,
}
