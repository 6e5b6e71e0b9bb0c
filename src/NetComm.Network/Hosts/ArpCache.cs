namespace NetComm.Network;

/// <summary>What a node knows about its neighbours on LANs (RFC 826), and the packets that wait for an answer.</summary>
internal sealed class ArpCache
{
    /// <summary>RFC 1122, 2.3.2.1: entries time out, on the order of a minute after they were last confirmed.</summary>
    internal static readonly SimDuration Lifetime = SimDuration.FromSeconds(60);

    /// <summary>RFC 1122, 2.3.2.1: at most one request per second and destination.</summary>
    internal static readonly SimDuration RetryAfter = SimDuration.FromSeconds(1);

    /// <summary>Requests before a neighbour is given up: as Linux's mcast_solicit and ns-3's MaxRetries.</summary>
    internal const int MostRequests = 3;

    /// <summary>Packets that wait for one neighbour: as Linux's unres_qlen.</summary>
    internal const int MostWaiting = 101;

    private sealed class Entry
    {
        internal SimTime KnownUntil = new(-1);
        internal int Requests;
        internal Queue<Packet> Waiting { get; } = new();
    }

    private readonly Dictionary<ArpNeighbour, Entry> _neighbours = [];

    internal bool Knows(ArpNeighbour neighbour, SimTime now) =>
        _neighbours.TryGetValue(neighbour, out Entry? entry) && entry.KnownUntil >= now;

    /// <summary>Lets a packet wait. True where a request must go out now; <paramref name="overflow"/>: the oldest of too many.</summary>
    internal bool Wait(ArpNeighbour neighbour, Packet packet, out Packet? overflow)
    {
        Entry entry = EntryFor(neighbour);
        overflow = entry.Waiting.Count == MostWaiting ? entry.Waiting.Dequeue() : null;
        entry.Waiting.Enqueue(packet);
        if (entry.Requests > 0) return false;
        entry.Requests = 1;
        return true;
    }

    /// <summary>The neighbour has shown itself: whoever waited for it may go, in order.</summary>
    internal IEnumerable<Packet> Learn(ArpNeighbour neighbour, SimTime now)
    {
        Entry entry = EntryFor(neighbour);
        entry.KnownUntil = now + Lifetime;
        entry.Requests = 0;
        while (entry.Waiting.TryDequeue(out Packet? packet)) yield return packet;
    }

    /// <summary>A second has passed since request number <paramref name="asked"/>: true where another must go out.</summary>
    internal bool AskAgain(ArpNeighbour neighbour, int asked)
    {
        Entry entry = EntryFor(neighbour);
        if (entry.Requests != asked || asked == MostRequests) return false;
        entry.Requests++;
        return true;
    }

    /// <summary>The packets of a neighbour that is given up after its last request; none where it has answered since.</summary>
    internal IEnumerable<Packet> GiveUp(ArpNeighbour neighbour, int asked)
    {
        Entry entry = EntryFor(neighbour);
        if (entry.Requests != asked) yield break;
        entry.Requests = 0;
        while (entry.Waiting.TryDequeue(out Packet? packet)) yield return packet;
    }

    /// <summary>Takes all packets that wait for any neighbour, in the order of the neighbours.</summary>
    internal IEnumerable<Packet> AllWaiting() => _neighbours.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value.Waiting);

    private Entry EntryFor(ArpNeighbour neighbour)
    {
        if (!_neighbours.TryGetValue(neighbour, out Entry? entry)) _neighbours[neighbour] = entry = new Entry();
        return entry;
    }
}

/// <summary>Whom a node asks for by ARP: the interface that has an address, or a destination that nobody has.</summary>
internal readonly record struct ArpNeighbour : IComparable<ArpNeighbour>
{
    // An interface, from 0; below, −1 − a destination.
    private readonly int _code;

    private ArpNeighbour(int code) => _code = code;

    internal static ArpNeighbour At(int at) => new(at);

    /// <summary>A destination whose address no interface of the network has.</summary>
    internal static ArpNeighbour Missing(int destination) => new(-1 - destination);

    internal int? Interface => _code >= 0 ? _code : null;

    internal int Destination => -1 - _code;

    /// <inheritdoc/>
    public int CompareTo(ArpNeighbour other) => _code.CompareTo(other._code);
}
