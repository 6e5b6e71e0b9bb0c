using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>A small trace with an event of each kind that a simulated run writes.</summary>
internal static class SampleTrace
{
    public static TraceBuilder Build() => new TraceBuilder()
        .Flow()
        .Flow("announce", Cast.Broadcast, receivers: [TraceBuilder.Bob, TraceBuilder.Carol])
        .Flow("lookup", answered: true)
        .Flow("backup", stream: true, transport: Transport.Tcp, bytes: 5000)
        .Program("server", TraceBuilder.Bob)
        .Program("client", TraceBuilder.Alice)
        .Program("probe", TraceBuilder.Carol, "ping")
        .Group("video", TraceBuilder.Bob)
        .Group("music")
        .Open(4, 2, "udp 10.0.1.2:9002 > 10.0.0.1:40002 ttl 64")
        .Open(5, -2, "udp 10.0.0.1:50000 > 10.0.1.2:65432 ttl 32")
        .At(0, TraceEventKind.ProgramStarted, 0)
        .Text(0, TraceEventKind.ProgramCalled, 0, "bind(65432)", packet: 1)
        .Text(0, TraceEventKind.ProgramPrinted, 0, "Grüße, \"Welt\"\n")
        .Hop(0, 1, 0, 0, 100)
        .Hop(10, 2, 1, 0, 100)
        .Sent(20, 3, 2).Enqueued(20, 0, 3, 21).DroppedOn(25, 0, 3)
        .Sent(30, 4, 3).DroppedOn(30, 0, 4, DropReason.QueueFull)
        .At(30, TraceEventKind.FlowFinished, 0)
        .Add(TraceEvents.ArpSent(TraceBuilder.Ms(31), 4, 5, new Ipv4Address(0x0A000202), 5, reply: false))
        .Enqueued(31, 4, 5, 31.1, bytes: 28).Delivered(31.2, 4, 5)
        .Enqueued(31.2, 7, 5, 31.3, bytes: 28).Enqueued(31.2, 9, 5, 31.3, bytes: 28).Enqueued(31.2, 11, 5, 31.3, bytes: 28)
        .Delivered(31.4, 7, 5).Delivered(31.4, 9, 5).Delivered(31.4, 11, 5)
        .Add(TraceEvents.ArpSent(TraceBuilder.Ms(31.4), 5, 6, new Ipv4Address(0x0A000201), 4, reply: true))
        .Enqueued(31.4, 6, 6, 31.5, bytes: 28).Delivered(31.6, 6, 6).Enqueued(31.6, 5, 6, 31.7, bytes: 28).Delivered(31.8, 5, 6)
        .Sent(40, 7, 0, flow: 1, bytes: 200)
        .Enqueued(40, 4, 7, 40.1, bytes: 228).Delivered(40.2, 4, 7)
        .Enqueued(40.2, 7, 7, 40.3, bytes: 228).Enqueued(40.2, 9, 7, 40.3, bytes: 228).Enqueued(40.2, 11, 7, 40.3, bytes: 228)
        .Delivered(40.4, 7, 7).Received(40.4, 7, TraceBuilder.Bob, 200)
        .Delivered(40.4, 9, 7).DroppedAt(40.4, TraceBuilder.Carol, 7, DropReason.NoSocket)
        .Delivered(40.4, 11, 7).DroppedAt(40.4, TraceBuilder.Router, 7, DropReason.NoSocket)
        .Hop(50, 8, 0, 2, 64)
        .Sent(56, 9, 0, flow: 4, bytes: 128, answer: true)
        .Enqueued(56, 3, 9, 57, bytes: 156).Delivered(58, 3, 9).Enqueued(58, 1, 9, 59, bytes: 156).Delivered(60, 1, 9)
        .Received(60, 9, TraceBuilder.Alice, 128)
        .Sent(70, 10, 1, flow: 2, bytes: 64)
        .Sent(75, 11, 0, flow: 5, bytes: 5).Text(75, TraceEventKind.PayloadAttached, 0, "Hello", packet: 11)
        .Enqueued(75, 0, 11, 76, bytes: 33).Delivered(77, 0, 11).Delivered(77, 0, 11, copy: true)
        .DroppedAt(77, TraceBuilder.Router, 11, DropReason.TtlExpired)
        .Sent(80, 12, 4, bytes: 2000).Fragment(80, 13, 12, 0, 1480, true).Fragment(80, 14, 12, 1480, 528, false)
        .Enqueued(80, 0, 13, 81, bytes: 1500).Enqueued(80, 0, 14, 81.5, bytes: 548).Delivered(82, 0, 13).Delivered(82, 0, 14)
        .Stream(85, TraceEventKind.StreamSent, 5000, flow: 3).Stream(90, TraceEventKind.StreamReceived, 3000, flow: 3)
        .At(91, TraceEventKind.MediumDown, 1).At(92, TraceEventKind.MediumUp, 1).Text(93, TraceEventKind.MediumSet, 0, "loss: 20 %")
        .Text(94, TraceEventKind.ProgramCalled, 1, "connect(bob:1)", packet: 1, errno: Errno.ECONNREFUSED)
        .Text(94, TraceEventKind.ProgramEnded, 1, "connect: ECONNREFUSED")
        .Text(95, TraceEventKind.ProgramEnded, 0, "")
        .At(95, TraceEventKind.ProgramStarted, 2).Text(95, TraceEventKind.ProgramPrinted, 2, "64 bytes from 10.0.2.2")
        .Text(95, TraceEventKind.ProgramEnded, 2, "")
        .At(95, TraceEventKind.NodeCrashed, TraceBuilder.Bob).At(95, TraceEventKind.NodeRestarted, TraceBuilder.Bob)
        .Joined(95, TraceBuilder.Carol, group: 1).Left(95, TraceBuilder.Bob)
        .Text(96, TraceEventKind.ActorFailed, 0, "link core: oops")
        .Text(97, TraceEventKind.NetworkParted, 0, "[[alice], [bob]]").At(98, TraceEventKind.NetworkHealed, 0)
        .Ended(100);

    /// <summary>A packet of a flow from alice over core and edge to bob: 1 ms of transmission and 1 ms of propagation on each.</summary>
    private static TraceBuilder Hop(this TraceBuilder trace, double ms, long packet, long sequence, int flow, int bytes) => trace
        .Sent(ms, packet, sequence, flow, bytes)
        .Enqueued(ms, 0, packet, ms + 1, bytes + 28).Delivered(ms + 2, 0, packet)
        .Enqueued(ms + 2, 2, packet, ms + 3, bytes + 28).Delivered(ms + 4, 2, packet)
        .Received(ms + 4, packet, TraceBuilder.Bob, bytes);
}
