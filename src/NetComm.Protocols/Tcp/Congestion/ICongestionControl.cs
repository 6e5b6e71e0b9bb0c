namespace NetComm.Protocols.Tcp.Congestion;

/// <summary>One way to set the congestion window. What is sent again, and when, is not its business.</summary>
internal interface ICongestionControl
{
    /// <summary>New bytes were acknowledged outside of fast recovery, and the window had been in use.</summary>
    void Grow(CongestionState state, in NewAcknowledgment acknowledged);

    /// <summary>A loss was found by duplicate acknowledgements. Returns the new threshold.</summary>
    long OnLoss(CongestionState state, long flightSize);

    /// <summary>A loss was found by the retransmission timer. Returns the new threshold.</summary>
    long OnTimeout(CongestionState state, long flightSize);

    void OnRestart();

    /// <summary>A loss is about to be answered; what the control knows is kept for <see cref="Restore"/>.</summary>
    void Save();

    /// <summary>The loss was none: as if it had not been answered.</summary>
    void Restore();
}

/// <summary>An acknowledgement of new bytes, as congestion control sees it.</summary>
/// <param name="Bytes">How many it covers for the first time.</param>
/// <param name="RoundTrip">Measured on its newest byte; null where that was sent more than once.</param>
/// <param name="Smoothed">SRTT.</param>
internal readonly record struct NewAcknowledgment(
    long Bytes, long UpTo, long Next, SimDuration? RoundTrip, SimDuration Smoothed, SimTime Now)
{
    /// <summary>Whether it says that a router has marked packets (ECE, RFC 3168 §6.1).</summary>
    public bool ReportsCongestion { get; init; }
}
