namespace NetComm.Runtime.Simulated.Sockets;

internal static class SegmentTrace
{
    private const int LargestHeader = 60;

    internal static void Sent(SimulatedNetwork network, int conversation, Packet packet, bool again)
    {
        // Without a checksum: the trace has no payload to make it from.
        Span<byte> bytes = stackalloc byte[LargestHeader];
        bytes = bytes[..packet.Segment!.Tcp.WriteWithoutChecksum(bytes)];
        network.Trace.Write(
            TraceEvents.SegmentSent(network.Clock.Now, conversation, packet.Number, bytes.Length, packet.Bytes, again, packet.Ecn), bytes);
        if (packet.Data is { } data)
        {
            network.Trace
                .Write(TraceEvents.WithBytes(network.Clock.Now, TraceEventKind.PayloadAttached, 0, data.Length, packet.Number), data);
        }
    }
}
