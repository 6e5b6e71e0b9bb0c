namespace NetComm.Sim.Model;

/// <summary>How TCP shares a bottleneck: what its congestion window does between losses, and after one.</summary>
public enum CongestionAlgorithm
{
    /// <summary>RFC 5681: one segment more per round trip, half after a loss.</summary>
    Reno,

    /// <summary>RFC 9438, with the slow start of RFC 9406: a cubic function of the time since the last loss, seven tenths after one.</summary>
    Cubic,
}
