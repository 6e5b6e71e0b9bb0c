namespace NetComm.Scenarios.Reading.Topology;

/// <summary>Gives every link and LAN a network and every member an address (scenario language, 'Addresses').</summary>
internal sealed class Addressing
{
    private readonly ResolveContext _draft;
    private readonly Ipv4Network?[] _networks;

    private Addressing(ResolveContext draft)
    {
        _draft = draft;
        _networks = new Ipv4Network?[draft.Media.Count];
    }

    /// <summary>The network of each medium, and the address of each member by port; what is impossible is reported.</summary>
    public static IReadOnlyList<(Ipv4Network Network, IReadOnlyList<Ipv4Address> Addresses)> Of(ResolveContext draft)
    {
        var addressing = new Addressing(draft);
        addressing.CheckWrittenOnce();
        foreach (UnresolvedLink medium in draft.Media) addressing._networks[medium.Index] = addressing.WrittenNetwork(medium);
        addressing.CheckOverlaps();
        addressing.GiveNetworksOut();
        return [.. draft.Media.Select(addressing.GiveAddressesOut)];
    }

    /// <summary>Whether the node's written address is the one it has on this medium: its first link, else LAN.</summary>
    private static bool Belongs(UnresolvedNode node, UnresolvedLink medium) => node.Address is not null && node.Media[0] == medium.Index;

    private void CheckWrittenOnce()
    {
        var first = new Dictionary<Ipv4Address, UnresolvedNode>();
        foreach (UnresolvedNode node in _draft.Nodes.Where(node => node.Address is not null))
        {
            if (_draft.IsUnattached(node))
                _draft.Problem(node.AddressSpan, $"{node.Title}: 'address' needs a link or LAN that the host is on");
            if (first.TryAdd(node.Address!.Value, node)) continue;
            _draft.Problem(node.AddressSpan, $"{node.Title}: the address '{node.Address}' is taken by {first[node.Address.Value].Title}");
        }
    }

    /// <summary>The network that the file fixes: by <c>subnet</c>, or by a member's address.</summary>
    private Ipv4Network? WrittenNetwork(UnresolvedLink medium)
    {
        UnresolvedNode[] written = [.. medium.Members.Where(member => Belongs(member, medium))];
        int prefix = AddressPool.PrefixFor(medium.Members.Count);
        Ipv4Network? network = medium.Fields.Subnet("subnet");
        if (network is null && medium.Fields.Has("subnet")) return null;
        network ??= written.Length > 0 ? Ipv4Network.Holding(written[0].Address!.Value, prefix) : null;
        foreach (UnresolvedNode member in written) CheckWithin(member, medium, network!.Value);
        if (network?.Capacity < medium.Members.Count)
        {
            SourceSpan span = medium.Fields["subnet"]?.Span ?? medium.Span;
            _draft.Problem(
                span, $"{medium.Title}: {network} has room for {network.Value.Capacity} members, but was {medium.Members.Count}");
        }

        return network;
    }

    private void CheckWithin(UnresolvedNode member, UnresolvedLink medium, Ipv4Network network)
    {
        Ipv4Address address = member.Address!.Value;
        if (!network.Contains(address))
        {
            _draft.Problem(member.AddressSpan, $"{member.Title}: the address must lie in {network} of {medium.Title}, but was '{address}'");
        }
        else if (address == network.Address || address == network.Broadcast)
        {
            string what = address == network.Address ? "names the network itself" : "is that of all its hosts (broadcast)";
            _draft.Problem(
                member.AddressSpan,
                $"{member.Title}: the address must be one host's, but '{address}' {what} in {network} of {medium.Title}");
        }
    }

    private void CheckOverlaps()
    {
        // Sorted by first address, a network overlaps an earlier one exactly where it begins before the furthest end so far.
        UnresolvedLink? widest = null;
        foreach (UnresolvedLink medium in _draft.Media.Where(medium => _networks[medium.Index] is not null)
            .OrderBy(medium => _networks[medium.Index]!.Value.Address.Value))
        {
            Ipv4Network network = _networks[medium.Index]!.Value;
            if (widest is not null && network.Overlaps(_networks[widest.Index]!.Value)) ReportOverlap(widest, medium);
            if (widest is null || network.Broadcast.Value > _networks[widest.Index]!.Value.Broadcast.Value) widest = medium;
        }
    }

    private void ReportOverlap(UnresolvedLink one, UnresolvedLink other)
    {
        (UnresolvedLink first, UnresolvedLink second) = one.Index < other.Index ? (one, other) : (other, one);
        SourceSpan span = second.Fields["subnet"]?.Span ?? second.Members.First(member => Belongs(member, second)).AddressSpan;
        _draft.Problem(span, $"{second.Title}: its network {_networks[second.Index]} overlaps {_networks[first.Index]} of {first.Title}");
    }

    private void GiveNetworksOut()
    {
        var pool = new AddressPool(WrittenAnywhere());
        foreach (UnresolvedLink medium in _draft.Media)
        {
            if (_networks[medium.Index] is not null) continue;
            _networks[medium.Index] = pool.Next(medium.Members.Count, medium.IsLan);
            if (_networks[medium.Index] is not null) continue;
            _draft.Problem(medium.Span, $"{medium.Title}: no network is left for it in 10.0.0.0/8");
            return;
        }
    }

    /// <summary>Every address and subnet that is written in the file.</summary>
    private IEnumerable<Ipv4Network> WrittenAnywhere()
    {
        foreach (Ipv4Network? network in _networks)
        {
            if (network is not null) yield return network.Value;
        }

        foreach (UnresolvedNode node in _draft.Nodes.Where(node => node.Address is not null)) yield return new(node.Address!.Value, 32);
        foreach (string section in (string[])["groups", "anycast"])
        {
            foreach (YamlEntry entry in _draft.Root.Named(section))
            {
                if (new YamlFields(entry.Value).Address("address") is { } address) yield return new(address, 32);
            }
        }
    }

    private (Ipv4Network Network, IReadOnlyList<Ipv4Address> Addresses) GiveAddressesOut(UnresolvedLink medium)
    {
        Ipv4Network network = _networks[medium.Index] ?? default;
        HashSet<Ipv4Address> taken = medium.Members.Where(member => Belongs(member, medium)).Select(member => member.Address!.Value)
            .ToHashSet();
        var addresses = new List<Ipv4Address>(medium.Members.Count);
        uint next = network.Address.Value;
        foreach (UnresolvedNode member in medium.Members)
        {
            if (Belongs(member, medium))
            {
                addresses.Add(member.Address!.Value);
                continue;
            }

            do next = unchecked(next + 1);
            while (taken.Contains(new(next)));
            addresses.Add(new(next));
        }

        return (network, addresses);
    }
}
