using NetComm.Sim.Packets;

namespace NetComm.Sim.Runtime;

/// <summary>A TCP header in a place of its own, since few packets have one.</summary>
internal sealed class SegmentHeader
{
    internal TcpHeader Tcp;
}
