using NetComm.Tracing;

namespace NetComm.Network;

/// <summary>What the machines of one network share: where they write what happens, and where packets come from and end.</summary>
internal abstract class DataPlane(ITraceSink trace, PacketPool packets)
{
    internal ITraceSink Trace => trace;

    internal PacketPool Packets => packets;

    /// <summary>Makes a second packet out of one.</summary>
    internal Packet Duplicate(Packet packet)
    {
        Packet copy = packets.Copy(packet);
        CountIn(packet, copy);
        return copy;
    }

    /// <summary>Ends a packet without a trace: a copy that a network interface filters out.</summary>
    internal void Discard(Packet packet)
    {
        CountOut(packet);
        packets.Return(packet);
    }

    /// <summary>Ends a packet at a node.</summary>
    internal void DropAt(int node, Packet packet, DropReason reason, SimTime now)
    {
        trace.Write(TraceEvents.DroppedAt(now, node, packet.Number, reason));
        Discard(packet);
    }

    /// <summary>One more packet is under way: a copy of another.</summary>
    protected abstract void CountIn(Packet original, Packet copy);

    /// <summary>A packet is no longer under way.</summary>
    protected abstract void CountOut(Packet packet);
}
