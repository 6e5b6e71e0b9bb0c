namespace NetComm.Protocols.Tcp;

/// <summary>An acknowledgement of new bytes, as congestion control sees it.</summary>
/// <param name="Bytes">How many it covers for the first time.</param>
/// <param name="UpTo">The position that it covers up to.</param>
/// <param name="Next">The position that is sent next.</param>
/// <param name="RoundTrip">Measured on its newest byte; null where that was sent more than once.</param>
/// <param name="Smoothed">SRTT.</param>
/// <param name="Now">When it came.</param>
internal readonly record struct Acknowledged(long Bytes, long UpTo, long Next, SimDuration? RoundTrip, SimDuration Smoothed, SimTime Now);
