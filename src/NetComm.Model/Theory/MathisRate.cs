namespace NetComm.Model;

/// <summary>The rate of a TCP connection limited by losses alone (Mathis, Semke, Mahdavi and Ott 1997): MSS/RTT · C/√p.</summary>
/// <param name="SegmentSize">MSS: bytes of data in a full segment.</param>
/// <param name="RoundTrip">RTT without queues, in seconds.</param>
/// <param name="Loss">p, the share of segments lost.</param>
/// <param name="DelayedAck">Whether an acknowledgement stands for two segments.</param>
/// <remarks>An approximation: no time-outs, which dominate above 0.3 %, and no slow start.</remarks>
public sealed record MathisRate(int SegmentSize, double RoundTrip, double Loss, bool DelayedAck) : Theory
{
    /// <summary>How far a correct TCP may be from this rate, as a share of it.</summary>
    public const double Band = 0.20;

    /// <summary>C: √(3/2) for an acknowledgement a segment, √(3/4) for one every two.</summary>
    public double Constant => Math.Sqrt(DelayedAck ? 3.0 / 4 : 3.0 / 2);

    /// <summary>The mean window in segments, C/√p.</summary>
    public double Window => Constant / Math.Sqrt(Loss);

    /// <summary>Bits of data per second.</summary>
    public double Rate => SegmentSize * 8 / RoundTrip * Window;
}
