using NetComm.Sim.Model;

namespace NetComm.Sim.Measuring;

/// <summary>Is told of the TCP segments of flows. Receivers are places in <see cref="Tracing.TracedFlow.Receivers"/>.</summary>
internal interface ISegmentSink
{
    /// <summary>An end sent a segment; <paramref name="again"/>: a retransmission.</summary>
    void SegmentSent(int flow, SimTime at, bool again)
    {
    }

    /// <summary>One that counts for the flow came to the other end.</summary>
    /// <param name="flow">The flow's index.</param>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="at">When it came.</param>
    /// <param name="receiver">Who got it, or of an answer who sent it.</param>
    /// <param name="ipBytes">Bytes of the IP packet.</param>
    void SegmentReceived(int flow, SimTime sentAt, SimTime at, int receiver, int ipBytes);
}
