namespace NetComm.Analysis;

/// <summary>Is told what becomes of each packet of a flow. Receivers are places in <see cref="TracedFlow.Receivers"/>; of an answer that
/// of the node which sent it.</summary>
internal interface IPacketSink
{
    void Sent(in TrackedPacket packet);

    /// <summary>A receiver got it; <paramref name="again"/>: it (or another answer to the same request) had come before.</summary>
    void Received(in TrackedPacket packet, int receiver, SimTime at, bool again);

    void Lost(in TrackedPacket packet, int receiver, in PacketLoss loss);

    /// <summary>The answer to a request was lost, and with it the request: it is told of no other way.</summary>
    void Unanswered(in TrackedPacket request)
    {
    }

    /// <summary>Another copy has come to light on its way to the receiver (<paramref name="underWay"/>), or is received next.</summary>
    void Recovered(in TrackedPacket packet, int receiver, bool underWay)
    {
    }
}

internal readonly record struct PacketLoss(SimTime Time, PacketLocation Location, DropReason Reason);

/// <summary>Is told of the TCP segments of flows. Receivers are places in <see cref="NetComm.Tracing.TracedFlow.Receivers"/>.</summary>
internal interface ISegmentSink
{
    void SegmentSent(FlowId flow, SimTime at, bool again)
    {
    }

    /// <summary>One that counts for the flow came to the other end.</summary>
    /// <param name="receiver">Who got it, or of an answer who sent it.</param>
    void SegmentReceived(FlowId flow, SimTime sentAt, SimTime at, int receiver, int ipBytes);
}
