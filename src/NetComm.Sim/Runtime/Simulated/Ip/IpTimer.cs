namespace NetComm.Sim.Runtime.Simulated.Ip;

/// <summary>To a node, from its IP layer: something was waited for long enough.</summary>
internal abstract record IpTimer
{
    private IpTimer()
    {
    }

    /// <summary>An ARP request was sent a second ago.</summary>
    internal sealed record ArpRetry(int Interface, int Neighbour, int Asked) : IpTimer;

    /// <summary>The parts of a datagram have waited for the others.</summary>
    internal sealed record ReassemblyTimeout(long Datagram) : IpTimer;
}
