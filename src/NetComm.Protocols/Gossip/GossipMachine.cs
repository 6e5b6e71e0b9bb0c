namespace NetComm.Protocols.Gossip;

/// <summary>
/// One peer of an epidemic (Demers et al. 1987, "Epidemic algorithms for replicated database maintenance", rumour mongering with feedback
/// and counter): a peer that knows a rumour sends it in each round to some members picked at random, until it has been sent in vain often
/// enough. Members learn of each other by hellos, and by the members that messages list. A peer that comes after interest is lost gets the
/// rumour from those that it greets.
/// </summary>
/// <remarks>Not modelled: leaving, failure detection, anti-entropy.</remarks>
internal sealed class GossipMachine : ProtocolMachine<GossipEffect>
{
    /// <summary>
    /// How often a rumour is sent in vain before interest is lost, plus log₂ of the number of members: n·e^−(10+log₂ n) peers are missed,
    /// fewer than one in ten thousand.
    /// </summary>
    public const int Patience = 10;

    /// <summary>Members whose addresses a message carries.</summary>
    private const int MembersPerMessage = 8;

    /// <summary>Rounds in which hellos are sent, at most, while nobody has answered.</summary>
    private const int MostHellos = 5;

    private const int MostMembers = 10_000;
    private const int MostRumours = 16;

    private sealed class Known
    {
        /// <summary>The difference between the rumour's round and the peer's own.</summary>
        public long Offset;
        public int Told;
        public int News;
        public int Idle;
        public bool IsHot = true;
    }

    private readonly string _name;
    private readonly int _fanout;
    private readonly SimDuration _interval;
    private readonly RandomStream _random;
    private readonly SortedDictionary<string, IpEndpoint> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Known> _rumours = new(StringComparer.Ordinal);
    private SimTime? _nextRound;
    private SimTime _begun;
    private int _hellos;
    private bool _hasHeard;

    /// <param name="members">The members that it knows from the start.</param>
    /// <param name="fanout">How many members it sends a rumour to in a round.</param>
    public GossipMachine(
        string name, IEnumerable<(string Name, IpEndpoint At)> members, int fanout, SimDuration interval, RandomStream random)
    {
        _name = name;
        _fanout = fanout;
        _interval = interval;
        _random = random;
        foreach ((string member, IpEndpoint at) in members) Meet(member, at);
    }

    public int Members => _members.Count;

    public bool IsTelling => _rumours.Values.Any(known => known.IsHot);

    public override SimTime? NextTimer => _nextRound;

    public void Begin(string? rumour, SimTime now)
    {
        _begun = now;
        if (rumour is not null) Learn(GossipMessage.OneLine(rumour), 0, null, now);
        SayHello(now);
    }

    public void Received(GossipMessage message, IpEndpoint from, SimTime now)
    {
        if (message.From == _name) return;
        _hasHeard = true;
        Meet(message.From, from);
        foreach ((string name, IpEndpoint at) in message.Members) Meet(name, at);
        switch (message.Kind)
        {
            case GossipKind.Hello:
                Welcome(from, now);
                break;
            case GossipKind.Rumour:
                if (Learn(message.Rumour!, message.Round, message.From, now)) Send(from, GossipKind.New, message.Round, message.Rumour);
                break;
            case GossipKind.New when _rumours.TryGetValue(message.Rumour!, out Known? known) && known.News < known.Told:
                known.News++;
                break;
        }
    }

    public override void TimerExpired(SimTime now)
    {
        if (_nextRound is not { } due || now < due) return;
        _nextRound = null;
        foreach ((string rumour, Known known) in _rumours)
        {
            if (known.IsHot) Tell(rumour, known, now);
        }

        if (!_hasHeard && _hellos < MostHellos) SayHello(now);
        if (IsTelling) Schedule(now);
    }

    private bool Learn(string rumour, long round, string? from, SimTime now)
    {
        if (_rumours.ContainsKey(rumour) || _rumours.Count == MostRumours) return false;
        _rumours[rumour] = new Known { Offset = round - RoundsUntil(now) };
        Effects.Add(new GossipEffect.Learnt(rumour, round, from));
        Schedule(now);
        return true;
    }

    // What was sent in earlier rounds and was not new to its receiver was in vain, answered or not.
    private void Tell(string rumour, Known known, SimTime now)
    {
        long round = RoundsUntil(now) + known.Offset;
        int inVain = known.Told - known.News + known.Idle;
        if (inVain >= Patience + LogarithmOf(_members.Count + 1))
        {
            known.IsHot = false;
            Effects.Add(new GossipEffect.LostInterest(rumour, round, known.Told, known.Told - known.News));
            return;
        }

        List<(string Name, IpEndpoint At)> picked = Pick(_fanout);
        if (picked.Count == 0) known.Idle++;
        known.Told += picked.Count;
        foreach ((_, IpEndpoint at) in picked) Send(at, GossipKind.Rumour, round, rumour);
    }

    private void SayHello(SimTime now)
    {
        _hellos++;
        foreach ((_, IpEndpoint at) in Pick(_fanout)) Send(at, GossipKind.Hello, 0, null);
        if (_hellos < MostHellos) Schedule(now);
    }

    // A peer that still sends a rumour may pick the newcomer by chance; one that has lost interest never will.
    private void Welcome(IpEndpoint to, SimTime now)
    {
        Send(to, GossipKind.Welcome, 0, null);
        foreach ((string rumour, Known known) in _rumours)
        {
            if (!known.IsHot) Send(to, GossipKind.Rumour, RoundsUntil(now) + known.Offset, rumour);
        }
    }

    private void Send(IpEndpoint to, GossipKind kind, long round, string? rumour) =>
        Effects.Add(new GossipEffect.Send(to, new GossipMessage(kind, round, _name, rumour, Pick(MembersPerMessage))));

    private void Meet(string name, IpEndpoint at)
    {
        if (name != _name && (_members.ContainsKey(name) || _members.Count < MostMembers)) _members[name] = at;
    }

    private List<(string Name, IpEndpoint At)> Pick(int count)
    {
        List<(string Name, IpEndpoint At)> all = [.. _members.Select(member => (member.Key, member.Value))];
        int taken = Math.Min(count, all.Count);
        for (int i = 0; i < taken; i++)
        {
            int other = i + (int)(_random.NextBits() % (ulong)(all.Count - i));
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all[..taken];
    }

    // Rounds are counted from the peer's begin, so that peers that begin together have their rounds together.
    private void Schedule(SimTime now)
    {
        if (_nextRound is not null) return;
        _nextRound = _begun + _interval * (RoundsUntil(now) + 1);
    }

    private long RoundsUntil(SimTime now) => (now - _begun).Picoseconds / _interval.Picoseconds;

    private static int LogarithmOf(int number) => number <= 1 ? 0 : System.Numerics.BitOperations.Log2((uint)number - 1) + 1;
}

internal abstract record GossipEffect
{
    public sealed record Send(IpEndpoint To, GossipMessage Message) : GossipEffect;

    /// <summary>The peer has learned a rumour.</summary>
    /// <param name="Round">The round; 0: the peer started it.</param>
    /// <param name="From">The peer that sent it; null: nobody.</param>
    public sealed record Learnt(string Rumour, long Round, string? From) : GossipEffect;

    public sealed record LostInterest(string Rumour, long Round, int Told, int InVain) : GossipEffect;
}
