namespace NetComm.Runtime.Simulated.Nodes;

internal abstract record NodeCommand
{
    /// <summary>The run begins: declared members have joined.</summary>
    internal sealed record Start : NodeCommand;

    internal sealed record Crash : NodeCommand;

    internal sealed record Restart : NodeCommand;

    /// <summary>The node at the other end of an interface has crashed, or is back.</summary>
    internal sealed record Carrier(int Interface, bool Found) : NodeCommand;

    internal sealed record Join(int Group) : NodeCommand;

    internal sealed record Leave(int Group) : NodeCommand;
}
