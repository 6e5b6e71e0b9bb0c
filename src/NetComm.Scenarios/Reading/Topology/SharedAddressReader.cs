namespace NetComm.Scenarios.Reading.Topology;

/// <summary>Reads groups and anycast addresses: their members, and their addresses, assigned where the file has none.</summary>
internal sealed class SharedAddressReader(ResolveContext draft, IReadOnlyList<LinkOrLan> media)
{
    /// <summary>224.0.0.0/24, which routers never forward (RFC 5771, 4).</summary>
    private static readonly Ipv4Network LinkLocal = new(Ipv4Address.FromOctets(224, 0, 0, 0), 24);

    private const string GroupAddresses = "224.0.1.0 to 239.255.255.255";

    public (IReadOnlyList<MulticastGroup> Groups, IReadOnlyList<AnycastService> Services) Read() => (ReadGroups(), ReadServices());

    private List<MulticastGroup> ReadGroups()
    {
        IReadOnlyList<YamlEntry> entries = draft.Root.Named("groups");
        Ipv4Address?[] addresses = Written(entries, "group", GroupFault);
        HashSet<Ipv4Address> taken = [.. addresses.OfType<Ipv4Address>()];
        Ipv4Address next = MulticastGroup.FirstAddress;
        var groups = new List<MulticastGroup>(entries.Count);
        foreach (YamlEntry entry in entries)
        {
            while (addresses[groups.Count] is null && !taken.Add(next)) next = new(next.Value + 1);
            var group =
                new MulticastGroup(
                    groups.Count, entry.Name, addresses[groups.Count] ?? next, Members(new(entry.Value), $"group '{entry.Name}'"));
            groups.Add(group);
            draft.GroupByName.TryAdd(group.Name, group);
        }

        return groups;
    }

    private List<AnycastService> ReadServices()
    {
        IReadOnlyList<YamlEntry> entries = draft.Root.Named("anycast");
        Ipv4Address?[] addresses = Written(entries, "anycast address", AnycastFault);
        HashSet<Ipv4Address> taken = [.. addresses.OfType<Ipv4Address>()];
        using IEnumerator<Ipv4Address> free = FreeAddresses().Where(taken.Add).GetEnumerator();
        var services = new List<AnycastService>(entries.Count);
        foreach (YamlEntry entry in entries)
        {
            string title = $"anycast address '{entry.Name}'";
            Ipv4Address? address = addresses[services.Count] ?? (free.MoveNext() ? free.Current : null);
            if (address is null) draft.Problem(entry.Key.Span, $"{title}: no address is left for it in 10.0.0.0/8");
            var service = new AnycastService(services.Count, entry.Name, address ?? Ipv4Address.Any, Members(new(entry.Value), title));
            services.Add(service);
            draft.ServiceByName.TryAdd(service.Name, service);
        }

        return services;
    }

    /// <summary>The addresses that the file writes; null where it writes none. Mistakes in them are reported.</summary>
    private Ipv4Address?[] Written(IReadOnlyList<YamlEntry> entries, string word, Func<Ipv4Address, (string Fault, string? Allowed)?> check)
    {
        var first = new Dictionary<Ipv4Address, string>();
        var addresses = new Ipv4Address?[entries.Count];
        for (int i = 0; i < entries.Count; i++)
        {
            var fields = new YamlFields(entries[i].Value);
            if (fields.Address("address") is not { } address) continue;
            addresses[i] = address;
            string title = $"{word} '{entries[i].Name}'";
            SourceSpan span = fields["address"]!.Span;
            if (check(address) is { } wrong) draft.Problem(span, $"{title}: 'address' {wrong.Fault}", wrong.Allowed);
            else if (!first.TryAdd(address, entries[i].Name))
                draft.Problem(span, $"{title}: the address '{address}' is taken by {word} '{first[address]}'");
        }

        return addresses;
    }

    private static (string Fault, string? Allowed)? GroupFault(Ipv4Address address)
    {
        if (!address.IsMulticast) return ($"must be a group's, one of 224.0.0.0/4, but was '{address}'", GroupAddresses);
        if (!LinkLocal.Contains(address)) return null;
        return ($"must not be one of {LinkLocal}, but was '{address}': these stay on one link, as no router forwards them, and belong " +
            $"to the network's own protocols (RFC 5771)", GroupAddresses);
    }

    private (string Fault, string? Allowed)? AnycastFault(Ipv4Address address)
    {
        if (!address.IsUnicast)
            return ($"must be one that a host can have, but was '{address}'", "addresses outside 0.0.0.0/8, 127.0.0.0/8 and 224.0.0.0/3");
        int medium = Networks().FirstOrDefault(medium => medium.Network.Contains(address))?.Index ?? -1;
        if (medium < 0) return null;
        return ($"must lie on none of the file's networks, so that routing can lead to each of its hosts, but " +
            $"'{address}' lies in {media[medium].Network} of {draft.Media[medium].Title}", "an address such as 10.99.0.1");
    }

    private IEnumerable<LinkOrLan> Networks() => media.Where(medium => medium.Network.PrefixLength > 0);

    /// <summary>The hosts' addresses of one free /24 after the other.</summary>
    private IEnumerable<Ipv4Address> FreeAddresses()
    {
        var pool = new AddressPool(Networks().Select(medium => medium.Network), AnycastService.FirstNetwork);
        while (pool.Next(1, isLan: true) is { } network)
        {
            for (uint host = 1; host <= network.Capacity; host++) yield return new(network.Address.Value + host);
        }
    }

    private int[] Members(YamlFields fields, string title)
    {
        var members = new SortedSet<int>();
        foreach (YamlScalar member in fields.Items("members").OfType<YamlScalar>().Where(member => !member.IsNull))
        {
            if (draft.NodesOf(member, $"{title}: a member", "a host", EntityKind.Host) is not { } nodes) continue;
            foreach (UnresolvedNode node in nodes.Where(node => !members.Add(node.Index)).Take(1))
                draft.Problem(member.Span, $"{title}: '{node.Name}' is a member twice");
            if (nodes[0].External)
                draft.Problem(member.Span, $"{title}: '{member.Value}' is external: only the real program outside can take part in it");
            if (draft.IsUnattached(nodes[0]))
                draft.Problem(member.Span, $"{title}: a member must be a host on a link or LAN, but '{member.Value}' is on none");
        }

        return [.. members];
    }
}
