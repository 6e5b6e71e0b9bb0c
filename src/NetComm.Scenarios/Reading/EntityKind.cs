namespace NetComm.Scenarios.Reading;

/// <summary>The kinds of things that have a name in a scenario.</summary>
internal enum EntityKind
{
    /// <summary>An end system.</summary>
    Host,

    /// <summary>A router: it forwards packets.</summary>
    Router,

    /// <summary>A broadcast domain.</summary>
    Lan,

    /// <summary>A multicast group.</summary>
    Group,

    /// <summary>One address of several hosts.</summary>
    Anycast,

    /// <summary>A point-to-point link.</summary>
    Link,

    /// <summary>Measured traffic.</summary>
    Flow,

    /// <summary>A socket script.</summary>
    Program,

    /// <summary>A ready-made protocol program.</summary>
    App,
}
