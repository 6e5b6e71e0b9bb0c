namespace NetComm.Sim.Runtime.Simulated;

/// <summary>What the timeline, or a socket, tells a host or router.</summary>
internal abstract record NodeOrder
{
    private NodeOrder()
    {
    }

    /// <summary>The run begins: declared members have joined.</summary>
    internal sealed record Start : NodeOrder;

    internal sealed record Crash : NodeOrder;

    internal sealed record Restart : NodeOrder;

    /// <summary>An interface has lost its carrier, or found it again.</summary>
    internal sealed record Carrier(int Interface, bool Found) : NodeOrder;

    /// <summary>Someone on it joins a multicast group.</summary>
    internal sealed record Join(int Group) : NodeOrder;

    /// <summary>Someone on it leaves a multicast group.</summary>
    internal sealed record Leave(int Group) : NodeOrder;
}
