namespace NetComm.Sim.Protocols.Pim;

/// <summary>What a timer of a PIM router is for. Those of one instant expire in this order.</summary>
internal enum PimTimerKind
{
    /// <summary>The next hello is due.</summary>
    Hello,

    /// <summary>A neighbour was not heard for its hold time.</summary>
    Neighbour,

    /// <summary>A source may have sent nothing for its lifetime.</summary>
    Source,

    /// <summary>GRT: a graft was not confirmed.</summary>
    GraftRetry,

    /// <summary>OT: a join against another's prune is due.</summary>
    Override,

    /// <summary>PLT: while it runs, no second prune is sent.</summary>
    PruneLimit,

    /// <summary>PPT: nobody objected to a prune.</summary>
    PrunePending,

    /// <summary>PT: a prune has had its time.</summary>
    Prune,

    /// <summary>AT: an assert has had its time.</summary>
    Assert,
}
