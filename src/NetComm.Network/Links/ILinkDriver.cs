namespace NetComm.Network;

/// <summary>
/// Lets the next event of each transmitter happen when it is due: virtual time in a simulated run, the timer thread in a loopback run. What
/// is due at one instant happens in the order of sequence numbers.
/// </summary>
internal interface ILinkDriver
{
    int Register(LinkTransmitter transmitter);

    long NextSequence();

    /// <summary>
    /// The next event of the transmitter in this slot is now this one. An event that was scheduled before and is no longer
    /// <see cref="LinkTransmitter.IsNext"/> when it is due has been overtaken, or has been taken back.
    /// </summary>
    void Schedule(int slot, long time, long sequence);
}
