namespace NetComm.Protocols.Tcp;

/// <summary>One way to set the congestion window. What is sent again, and when, is not its business.</summary>
internal interface ICongestionControl
{
    /// <summary>New bytes were acknowledged outside of fast recovery, and the window had been in use.</summary>
    void Grow(CongestionState state, in Acknowledged acknowledged);

    /// <summary>A loss was found by duplicate acknowledgements. Returns the new threshold.</summary>
    long OnLoss(CongestionState state, long flightSize);

    /// <summary>A loss was found by the retransmission timer. Returns the new threshold.</summary>
    long OnTimeout(CongestionState state, long flightSize);

    /// <summary>Sending begins again after a pause.</summary>
    void OnRestart();
}
