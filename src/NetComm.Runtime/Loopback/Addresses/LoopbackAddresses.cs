using NetComm.Runtime.Loopback.External;

namespace NetComm.Runtime.Loopback.Addresses;

/// <summary>
/// Which loopback address each address of the scenario becomes: 10.a.b.c is 127.a.b.c, and so by their last 24 bits are all others, network
/// by network; a network whose place is taken moves to a free one, and all move on where another run has theirs. Hosts that stand for
/// outside programs, and those that talk to them, are 127.0.0.1.
/// </summary>
internal sealed class LoopbackAddresses
{
    /// <summary>
    /// What a 127.0.0.1 of the scenario, the own host of whoever says it, is in calls and answers: 127.0.0.1 is a host's as any other here.
    /// </summary>
    internal static readonly Ipv4Address OwnHost = Ipv4Address.FromOctets(127, 255, 255, 254);

    /// <summary>The broadcast address of the loopback network 127.0.0.0/8.</summary>
    internal static readonly Ipv4Address LoopbackBroadcast = Ipv4Address.FromOctets(127, 255, 255, 255);

    private const uint LoopbackBlock = 127u << 24;
    private const uint Last24Bits = 0xFFFFFF;

    // Below them, and the loopback broadcast, are the networks.
    private const uint FirstOwnHost = LoopbackBlock | 0xFF0001;

    /// <summary>A run has room for so many hosts of its own in 127.255.0.0/16, if there are other runs.</summary>
    private const int OwnHosts = 0x1000;

    /// <summary>Networks of up to this length lie within one second octet.</summary>
    private const int WithinOctet = 16;

    private readonly Dictionary<Ipv4Address, Ipv4Address> _loopback = [];
    private readonly Dictionary<Ipv4Address, int> _lanOf = [];
    private readonly Dictionary<Ipv4Address, int> _nodeOf = [];
    private readonly Dictionary<Ipv4Address, AnycastService> _services = [];
    private readonly HashSet<int> _atLocalhost;
    private readonly int _external;
    private readonly uint _firstOwnHost;

    private LoopbackAddresses(Scenario written, HashSet<int> atLocalhost, int shift)
    {
        _atLocalhost = atLocalhost;
        Shift = shift;
        bool hasOwnPlace = shift < 0xF && written.Nodes.Count < OwnHosts;
        _firstOwnHost = FirstOwnHost + (hasOwnPlace ? (uint)(shift * OwnHosts) : 0);
        _external = ExternalHosts.DirectOf(written)?.Index ?? -1;
        Dictionary<Ipv4Network, Ipv4Network> networks =
            PlacesOf(written).ToDictionary(place => place.Key, place => place.Value with { Address = Moved(place.Value.Address) });
        Scenario = Translate(written, networks);
        foreach (Node node in Scenario.Nodes)
        {
            if (_atLocalhost.Contains(node.Index)) continue;
            foreach (NetworkInterface at in node.Interfaces) _nodeOf[at.Address] = node.Index;
            _nodeOf[LocalhostOf(node.Index)] = node.Index;
        }

        foreach (AnycastService service in Scenario.AnycastServices) _services[service.Address] = service;
        foreach (LinkOrLan medium in Scenario.Links) _lanOf[medium.Network.Broadcast] = medium.Index;
    }

    /// <summary>The scenario with loopback addresses in place of its own.</summary>
    internal Scenario Scenario { get; }

    /// <summary>By how much the second octets of all addresses have moved on, as another run has those before.</summary>
    internal int Shift { get; }

    /// <summary>The host that outside programs stand for, as far as no proxy tells otherwise; −1 where there is none.</summary>
    internal int External => _external;

    internal static LoopbackAddresses Of(Scenario scenario, int shift = 0) => new(scenario, ExternalHosts.Of(scenario), shift);

    /// <summary>The second octets of its addresses where no other run is; none where they cannot move.</summary>
    internal static IReadOnlyCollection<int> OctetsOf(Scenario scenario)
    {
        Ipv4Network[] places = [.. PlacesOf(scenario).Values];
        HashSet<int> octets = [.. places.Select(place => SecondOctetOf(place.Address))];
        return places.All(place => place.PrefixLength >= WithinOctet) && octets.All(octet => octet < AddressClaim.Octets) ? octets : [];
    }

    /// <summary>What <see cref="OwnHost"/> is to a node: an address of its own for each, which nobody else is told.</summary>
    internal Ipv4Address LocalhostOf(int node) =>
        IsLocalhost(node) ? Ipv4Address.Localhost : new Ipv4Address(_firstOwnHost + (uint)node);

    internal bool IsLocalhost(int node) => _atLocalhost.Contains(node);

    /// <summary>The loopback address that a name, or an address as written in the scenario, stands for; null where it is neither.</summary>
    internal Ipv4Address? Resolve(string nameOrAddress) =>
        Ipv4Address.TryParse(nameOrAddress, out Ipv4Address written) ? ToLoopback(written) : Scenario.Resolve(nameOrAddress);

    /// <summary>The node with this loopback address of its own; the outside host where it is 127.0.0.1; −1 where it is nobody's.</summary>
    internal int NodeAt(Ipv4Address address) =>
        _nodeOf.TryGetValue(address, out int node) ? node : address == Ipv4Address.Localhost ? _external : -1;

    /// <summary>The link or LAN whose broadcast address it is; −1 where it is none's.</summary>
    internal int BroadcastDomainOf(Ipv4Address address) => _lanOf.GetValueOrDefault(address, -1);

    /// <summary>Whether it is the limited broadcast address, or that of one of the scenario's links or LANs.</summary>
    internal bool IsBroadcast(Ipv4Address address) => address == Ipv4Address.LimitedBroadcast || _lanOf.ContainsKey(address);

    internal AnycastService? ServiceAt(Ipv4Address address) => _services.GetValueOrDefault(address);

    /// <summary>The loopback addresses that a node shares with others, in the order of the services.</summary>
    internal IEnumerable<Ipv4Address> SharedBy(int node) =>
        Scenario.AnycastServices.Where(service => service.Members.Contains(node)).Select(service => service.Address);

    private static Ipv4Network NetworkOf(AnycastService service) => new(service.Address, 32);

    private Ipv4Address ToLoopback(Ipv4Address written)
    {
        if (written == Ipv4Address.Localhost) return OwnHost;
        if (_loopback.TryGetValue(written, out Ipv4Address known)) return known;
        bool isTenDot = written.Value >> 24 == 10;
        return isTenDot ? Moved(new(LoopbackBlock | (written.Value & Last24Bits))) : written;
    }

    /// <summary>Where a loopback address is in this run.</summary>
    internal Ipv4Address Moved(Ipv4Address address)
    {
        int octet = SecondOctetOf(address);
        return Shift == 0 || octet >= AddressClaim.Octets ? address
            : new(address.Value - ((uint)octet << 16) + ((uint)((octet + Shift) % AddressClaim.Octets) << 16));
    }

    private static int SecondOctetOf(Ipv4Address address) => (int)(address.Value >> 16 & 0xFF);

    private static Dictionary<Ipv4Network, Ipv4Network> PlacesOf(Scenario written) =>
        Place([.. written.Links.Select(medium => medium.Network), .. written.AnycastServices.Select(NetworkOf)]);

    /// <summary>A place in 127.0.0.0/8 for each network: first those whose place is given (10.a.b.c), then the others.</summary>
    private static Dictionary<Ipv4Network, Ipv4Network> Place(IEnumerable<Ipv4Network> networks)
    {
        var places = new Dictionary<Ipv4Network, Ipv4Network>();
        foreach (Ipv4Network network in networks.Distinct().OrderBy(network => network.Address.Value >> 24 == 10 ? 0 : 1))
        {
            var own = new Ipv4Network(new(LoopbackBlock | (network.Address.Value & Last24Bits)), Math.Max(network.PrefixLength, 8));
            places[network] = places.ContainsValue(own) || places.Values.Any(own.Overlaps) ? FreePlace(own, places) : own;
        }

        return places;
    }

    /// <summary>The highest free network of this size below 127.255.0.0; its own place where none is left.</summary>
    private static Ipv4Network FreePlace(Ipv4Network own, Dictionary<Ipv4Network, Ipv4Network> places)
    {
        long size = 1L << 32 - own.PrefixLength;
        long highest = (LoopbackBlock | 0xFF0000) / size * size - size;
        for (long candidate = highest; candidate >= LoopbackBlock; candidate -= size)
        {
            var network = new Ipv4Network(new((uint)candidate), own.PrefixLength);
            if (!places.Values.Any(network.Overlaps)) return network;
        }

        return own;
    }

    // Where 127.0.0.1 is for outside programs, a host that does not talk to them gives it up for the highest free address of its network.
    private static Ipv4Address Spare(Ipv4Network network, HashSet<Ipv4Address> taken)
    {
        uint candidate = network.Broadcast.Value - 1;
        while (!taken.Add(new(candidate))) candidate--;
        return new(candidate);
    }

    private Scenario Translate(Scenario written, Dictionary<Ipv4Network, Ipv4Network> networks)
    {
        var interfaces = new Dictionary<int, NetworkInterface>();
        NetworkInterface[] all = [.. written.Links.SelectMany(medium => medium.Interfaces)];
        HashSet<Ipv4Address> taken = [.. all.Select(Own)];
        foreach (NetworkInterface at in all)
        {
            Ipv4Network network = networks[written.Links[at.Medium].Network];
            Ipv4Address address = _atLocalhost.Contains(at.Node) ? Ipv4Address.Localhost : Own(at);
            if (address == Ipv4Address.Localhost && _external >= 0 && !_atLocalhost.Contains(at.Node)) address = Spare(network, taken);
            _loopback[at.Address] = address;
            interfaces[at.Index] = at with { Address = address, Network = network };
        }

        foreach ((Ipv4Network from, Ipv4Network to) in networks) _loopback[from.Broadcast] = to.Broadcast;
        return written with
        {
            Nodes = [.. written.Nodes.Select(node => node with { Interfaces = Translated(node.Interfaces) })],
            Links = [.. written.Links.Select(TranslatedMedium)],
            AnycastServices = [.. written.AnycastServices.Select(service => service with { Address = ToLoopback(service.Address) })],
            Flows = [.. written.Flows.Select(flow => flow with { Destination = ToLoopback(flow.Destination) })],
        };

        Ipv4Address Own(NetworkInterface at)
        {
            Ipv4Network network = networks[written.Links[at.Medium].Network];
            return new(network.Address.Value | (at.Address.Value & ~network.Mask));
        }

        IReadOnlyList<NetworkInterface> Translated(IReadOnlyList<NetworkInterface> some) => [.. some.Select(at => interfaces[at.Index])];

        LinkOrLan TranslatedMedium(LinkOrLan medium) =>
            medium with { Network = networks[medium.Network], Interfaces = Translated(medium.Interfaces) };
    }
}
