namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>Lets the events of the emulated links happen on the timer thread, under the lock of their network.</summary>
internal sealed class LinkTimer(TimerThread timer, Lock gate) : ILinkDriver
{
    private readonly List<(IDrivenLink Link, Action<Packet, SimTime> Receiver)> _links = [];
    private long _sequence;

    public int Register(IDrivenLink link)
    {
        _links.Add((link, (_, _) => { }));
        return _links.Count - 1;
    }

    public long NextSequence() => _sequence++;

    public void Schedule(int slot, long time, long sequence) => timer.At(new SimTime(time), now => Advance(slot, sequence, now));

    internal void Deliver(IDrivenLink link, Action<Packet, SimTime> to) => _links[link.Slot] = (link, to);

    private void Advance(int slot, long sequence, SimTime now)
    {
        lock (gate)
        {
            (IDrivenLink link, Action<Packet, SimTime> receiver) = _links[slot];
            if (!link.IsNext(sequence)) return;
            Packet? packet = link.Advance(now);
            if (link.NextEvent != long.MaxValue) Schedule(slot, link.NextEvent, link.NextSequence);
            if (packet is not null) receiver(packet, now);
        }
    }
}
