namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>A host or router of the emulated network: its IP layer. The sockets above it are real.</summary>
internal sealed class EmulatedNode : INodeDriver
{
    private readonly EmulatedNetwork _network;
    private readonly Node _node;

    internal EmulatedNode(EmulatedNetwork network, Node node)
    {
        _network = network;
        _node = node;
        Ip = new IpLayer(network, node, this);
    }

    internal IpLayer Ip { get; }

    public void WakeAt(SimTime time, IpTimer timer) => _network.At(time, now => Ip.TimerExpired(timer, now));

    public void Deliver(Packet packet, SimTime now) => _network.Arrive(packet, _node.Index, now);

    public void DeliverToAll(Packet packet, bool isMissed, SimTime now) => _network.Arrive(packet, _node.Index, now);

    public bool HearsOwn(Packet broadcast) => true;

    // Errors and memberships are the system's, and known to the sockets.
    void INodeDriver.Report(byte[] error)
    {
    }

    void INodeDriver.MembershipChanged(int group, bool isMember)
    {
    }
}
