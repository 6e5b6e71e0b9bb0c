namespace NetComm.Protocols.Pim;

/// <summary>
/// What all trees of a PIM router share: its interfaces, the routers and members on them, timers and sending. It also sends the hellos (RFC
/// 3973 §4.3): one at a random time within 5 s of the start, or of a new neighbour, and then every 30 s.
/// </summary>
internal sealed class PimLinks
{
    /// <summary>224.0.0.13, all PIM routers (§4.8).</summary>
    public static readonly Ipv4Address AllPimRouters = Ipv4Address.FromOctets(224, 0, 0, 13);

    private readonly IReadOnlyList<Ipv4Address> _addresses;
    private readonly SortedDictionary<Ipv4Address, uint>[] _neighbours;
    private readonly bool[] _isUp;
    private readonly bool[] _owesHello;
    private readonly HashSet<(int Interface, Ipv4Address Group)> _members = [];
    private readonly ICollection<PimEffect> _effects;
    private readonly uint _generation;

    public PimLinks(IReadOnlyList<Ipv4Address> addresses, RandomStream random, ICollection<PimEffect> effects)
    {
        _addresses = addresses;
        _effects = effects;
        Random = random;
        _generation = (uint)random.NextBits();
        _neighbours = [.. addresses.Select(_ => new SortedDictionary<Ipv4Address, uint>())];
        _isUp = [.. addresses.Select(_ => true)];
        _owesHello = [.. addresses.Select(_ => true)];
    }

    public int Count => _addresses.Count;

    public RandomStream Random { get; }

    public TimerTable<PimTimer> Timers { get; } = new();

    public Ipv4Address AddressOf(int number) => _addresses[number];

    public bool IsUp(int number) => _isUp[number];

    public IReadOnlyCollection<Ipv4Address> NeighboursOn(int number) => _neighbours[number].Keys;

    public bool IsNeighbour(int number, Ipv4Address address) => _neighbours[number].ContainsKey(address);

    public bool HasMembers(int number, Ipv4Address group) => _members.Contains((number, group));

    public bool IsWanted(int number, Ipv4Address group) => IsUp(number) && (_neighbours[number].Count > 0 || HasMembers(number, group));

    public void SetMembers(int number, Ipv4Address group, bool hasMembers)
    {
        if (hasMembers) _members.Add((number, group));
        else _members.Remove((number, group));
    }

    /// <summary>Routers ignore a router whose hello they have not received, so a hello still due is sent first.</summary>
    public void Send(int number, PimMessage message, Ipv4Address destination, SimTime now)
    {
        if (_owesHello[number]) SendHello(number, now);
        _effects.Add(new PimEffect.Send(number, message, destination));
    }

    public void SendToAll(int number, PimMessage message, SimTime now) => Send(number, message, AllPimRouters, now);

    public void SendHello(int number, SimTime now)
    {
        _owesHello[number] = false;
        _effects.Add(new PimEffect.Send(number, new PimMessage.Hello(PimTiming.HelloHoldTime, _generation), AllPimRouters));
        Timers.Set(HelloTimer(number), now + PimTiming.HelloPeriod);
    }

    public void OweHello(int number, SimTime now)
    {
        _owesHello[number] = true;
        SimTime due = now + Random.UpTo(PimTiming.TriggeredHelloDelay);
        if (Timers[HelloTimer(number)] is not { } known || due < known) Timers.Set(HelloTimer(number), due);
    }

    /// <summary>Handles a hello. Returns whether the neighbour is new or has restarted.</summary>
    public bool HeardHello(int number, Ipv4Address neighbour, PimMessage.Hello hello, SimTime now)
    {
        bool isNew = !_neighbours[number].TryGetValue(neighbour, out uint known) || known != hello.GenerationId;
        _neighbours[number][neighbour] = hello.GenerationId;
        Timers.Set(NeighbourTimer(number, neighbour), now + hello.HoldTime);
        if (isNew) OweHello(number, now);
        return isNew;
    }

    public void Forget(int number, Ipv4Address neighbour)
    {
        _neighbours[number].Remove(neighbour);
        Timers.Cancel(NeighbourTimer(number, neighbour));
    }

    public void Down(int number)
    {
        _isUp[number] = false;
        Timers.Cancel(HelloTimer(number));
        foreach (Ipv4Address neighbour in NeighboursOn(number).ToList()) Forget(number, neighbour);
    }

    public void Up(int number, SimTime now)
    {
        _isUp[number] = true;
        OweHello(number, now);
    }

    private static PimTimer HelloTimer(int number) => new(PimTimerKind.Hello, default, default, number);

    private static PimTimer NeighbourTimer(int number, Ipv4Address neighbour) => new(PimTimerKind.Neighbour, neighbour, default, number);
}
