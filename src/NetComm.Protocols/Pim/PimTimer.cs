namespace NetComm.Protocols.Pim;

/// <summary>
/// Which timer: what it is for, and of which source, group and interface where it is of one. A neighbour's timer has its address for a
/// source.
/// </summary>
internal readonly record struct PimTimer(PimTimerKind Kind, Ipv4Address Source, Ipv4Address Group, int Interface) : IComparable<PimTimer>
{
    public int CompareTo(PimTimer other) =>
        (Kind, Source, Group, Interface).CompareTo((other.Kind, other.Source, other.Group, other.Interface));
}

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
