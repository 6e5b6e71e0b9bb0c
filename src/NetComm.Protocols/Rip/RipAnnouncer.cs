namespace NetComm.Protocols.Rip;

/// <summary>A host that announces shared (anycast) addresses to routers, at metric 1, every 30 ± 5 s, and does not forward.</summary>
internal sealed class RipAnnouncer(IReadOnlyList<Ipv4Address> addresses, int interfaces, RandomStream random) : ProtocolMachine<RipEffect>
{
    private readonly RipEntry[] _entries = [.. addresses.Select(address => RipEntry.For(new(address, 32), metric: 1))];
    private SimTime? _next;

    public override SimTime? NextTimer => _next;

    public void Start(SimTime now)
    {
        for (int i = 0; i < interfaces; i++) Announce(i);
        _next = now + random.Between(RipTiming.ShortestUpdateInterval, RipTiming.LongestUpdateInterval);
    }

    /// <summary>The interface is up again: the addresses are announced there.</summary>
    public void InterfaceUp(int number) => Announce(number);

    public void Received(int number, RipMessage message, Ipv4Address source, ushort port)
    {
        if (!message.AsksForWholeTable) return;
        foreach (RipMessage response in Responses()) Effects.Add(new RipEffect.Send(number, response, source, port));
    }

    public override void TimerExpired(SimTime now)
    {
        if (_next <= now) Start(now);
    }

    private IEnumerable<RipMessage> Responses() =>
        _entries.Chunk(RipMessage.MaximumEntries).Select(entries => new RipMessage(RipCommand.Response, entries));

    private void Announce(int number)
    {
        foreach (RipMessage response in Responses())
            Effects.Add(new RipEffect.Send(number, response, RipRouter.AllRipRouters, RipMessage.Port));
    }
}
