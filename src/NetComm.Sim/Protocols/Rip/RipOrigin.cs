namespace NetComm.Sim.Protocols.Rip;

/// <summary>How a router knows a route.</summary>
internal enum RipOrigin
{
    /// <summary>One of its interfaces is on that network. No other route to it counts.</summary>
    Connected,

    /// <summary>A neighbouring host answers to that address too, as a member of an anycast service does.</summary>
    Local,

    /// <summary>Another router told it.</summary>
    Learned,
}
