namespace NetComm.Sim.Runtime.Simulated;

/// <summary>What the timeline tells a host or router.</summary>
internal abstract record NodeOrder
{
    private NodeOrder()
    {
    }

    internal sealed record Crash : NodeOrder;

    internal sealed record Restart : NodeOrder;
}
