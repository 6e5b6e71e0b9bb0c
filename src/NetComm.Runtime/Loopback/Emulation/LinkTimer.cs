namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>Lets the events of the emulated links happen on the timer thread, under the lock of their network.</summary>
internal sealed class LinkTimer(TimerThread timer, Lock gate) : ILinkDriver
{
    private readonly List<(LinkTransmitter Transmitter, Action<Packet, SimTime> Receiver)> _links = [];
    private long _sequence;

    public int Register(LinkTransmitter transmitter)
    {
        _links.Add((transmitter, (_, _) => { }));
        return _links.Count - 1;
    }

    public long NextSequence() => _sequence++;

    public void Schedule(int slot, long time, long sequence) => timer.At(new SimTime(time), now => Advance(slot, sequence, now));

    internal void Deliver(LinkTransmitter transmitter, Action<Packet, SimTime> to) => _links[transmitter.Slot] = (transmitter, to);

    private void Advance(int slot, long sequence, SimTime now)
    {
        lock (gate)
        {
            (LinkTransmitter transmitter, Action<Packet, SimTime> receiver) = _links[slot];
            if (!transmitter.IsNext(sequence)) return;
            Packet? packet = transmitter.Advance(now);
            if (transmitter.NextEvent != long.MaxValue) Schedule(slot, transmitter.NextEvent, transmitter.NextSequence);
            if (packet is not null) receiver(packet, now);
        }
    }
}
