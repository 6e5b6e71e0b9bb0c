namespace NetComm.Protocols.Pim;

/// <summary>A timer: its purpose, source, group and interface, if any. A neighbour's has its address as source.</summary>
internal readonly record struct PimTimer(PimTimerKind Kind, Ipv4Address Source, Ipv4Address Group, int Interface) : IComparable<PimTimer>
{
    public int CompareTo(PimTimer other) =>
        (Kind, Source, Group, Interface).CompareTo((other.Kind, other.Source, other.Group, other.Interface));
}

/// <summary>The purpose of a PIM router's timer. Timers of one instant expire in this order.</summary>
internal enum PimTimerKind
{
    /// <summary>The next hello is due.</summary>
    Hello,

    /// <summary>A neighbour has sent no hello for its hold time.</summary>
    Neighbour,

    /// <summary>A source may have sent nothing for its lifetime.</summary>
    Source,

    /// <summary>GRT: a graft was not confirmed.</summary>
    GraftRetry,

    /// <summary>OT: a join against another router's prune is due.</summary>
    Override,

    /// <summary>PLT: while it runs, no second prune is sent.</summary>
    PruneLimit,

    /// <summary>PPT: the time to object to a prune is over.</summary>
    PrunePending,

    /// <summary>PT: a prune ends.</summary>
    Prune,

    /// <summary>AT: an assert ends.</summary>
    Assert,
}
