namespace NetComm.Sim.Protocols.Rip;

/// <summary>How a router knows a route.</summary>
internal enum RipOrigin
{
    /// <summary>One of its interfaces is on that network. No other route to it counts.</summary>
    Connected,

    /// <summary>A neighbour told it.</summary>
    Learned,
}
