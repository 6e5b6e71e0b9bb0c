using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Measuring;

/// <summary>Is told what becomes of each packet of a flow. Receivers are places in <see cref="TracedFlow.Receivers"/>; of an answer that
/// of the node which sent it.</summary>
internal interface IPacketSink
{
    /// <summary>A datagram, request or answer was sent.</summary>
    void Sent(in TrackedPacket packet);

    /// <summary>A receiver got it; <paramref name="again"/>: it (or another answer to the same request) had come before.</summary>
    void Received(in TrackedPacket packet, int receiver, SimTime at, bool again);

    /// <summary>The last known copy for a receiver ended on the way.</summary>
    void Lost(in TrackedPacket packet, int receiver, in TraceEvent drop);

    /// <summary>The answer to a request was lost, and with it the request: it is told of no other way.</summary>
    void Unanswered(in TrackedPacket request)
    {
    }

    /// <summary>What was told lost was not the last copy: another has come to light on its way to the receiver (<paramref name="underWay"/>), or is received next.</summary>
    void Recovered(in TrackedPacket packet, int receiver, bool underWay)
    {
    }
}
