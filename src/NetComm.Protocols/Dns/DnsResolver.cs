namespace NetComm.Protocols.Dns;

/// <summary>A stub resolver (RFC 1034, 5.3.1): asks one server, again where no answer comes, and caches for the time to live.</summary>
/// <remarks>
/// Answers are recognized by id and question, from whatever address they come. Not modelled: search lists, caching of names that do not
/// exist, TCP where an answer is cut.
/// </remarks>
internal sealed class DnsResolver(RandomStream random) : ProtocolMachine<DnsEffect>
{
    /// <summary>resolv.conf(5): timeout.</summary>
    public static readonly SimDuration Timeout = SimDuration.FromSeconds(5);

    /// <summary>resolv.conf(5): attempts.</summary>
    public const int Attempts = 2;

    private const int MostAliases = 8;

    private sealed record Query(string Name, ushort Id, int Attempt);

    private readonly SortedDictionary<ushort, Query> _queries = [];
    private readonly TimerTable<ushort> _timers = new();
    private readonly Dictionary<string, (Ipv4Address Address, SimTime Until)> _known = new(StringComparer.OrdinalIgnoreCase);

    public override SimTime? NextTimer => _timers.Next;

    public void Ask(string name, SimTime now)
    {
        string plain = name.TrimEnd('.');
        if (!HostNames.IsValid(plain)) Effects.Add(new DnsEffect.Resolved(name, null, DnsResponseCode.NameError, IsCached: false));
        else if (_known.TryGetValue(plain, out (Ipv4Address Address, SimTime Until) kept) && now < kept.Until)
            Effects.Add(new DnsEffect.Resolved(name, kept.Address, DnsResponseCode.NoError, IsCached: true));
        else Send(new Query(name, FreeId(), 1), now);
    }

    public void Received(ReadOnlySpan<byte> datagram, SimTime now)
    {
        if (!DnsMessage.TryRead(datagram, out DnsMessage? answer) || !answer.IsResponse) return;
        if (!_queries.TryGetValue(answer.Id, out Query? query)) return;
        string plain = query.Name.TrimEnd('.');
        bool isAboutIt = answer.Questions.Count == 0
            ? answer.ResponseCode != DnsResponseCode.NoError : answer.Questions[0].Name.Equals(plain, StringComparison.OrdinalIgnoreCase);
        if (!isAboutIt) return;
        Forget(query);
        Ipv4Address? address = answer.ResponseCode == DnsResponseCode.NoError ? AddressIn(answer, plain, now) : null;
        Effects.Add(new DnsEffect.Resolved(query.Name, address, answer.ResponseCode, IsCached: false));
    }

    public override void TimerExpired(SimTime now)
    {
        while (_timers.TryTake(now, out ushort id))
        {
            Query query = _queries[id];
            Forget(query);
            if (query.Attempt < Attempts) Send(query with { Attempt = query.Attempt + 1 }, now);
            else Effects.Add(new DnsEffect.Resolved(query.Name, null, Response: null, IsCached: false));
        }
    }

    private void Send(Query query, SimTime now)
    {
        _queries[query.Id] = query;
        _timers.Set(query.Id, now + Timeout);
        var message = new DnsMessage
        {
            Id = query.Id,
            RecursionDesired = true,
            Questions = [new(query.Name.TrimEnd('.'), DnsType.Address)],
        };
        Effects.Add(new DnsEffect.Send(message.Write()));
    }

    private void Forget(Query query)
    {
        _queries.Remove(query.Id);
        _timers.Cancel(query.Id);
    }

    private ushort FreeId()
    {
        ushort id = (ushort)random.NextBits();
        while (_queries.ContainsKey(id)) id++;
        return id;
    }

    private Ipv4Address? AddressIn(DnsMessage answer, string name, SimTime now)
    {
        uint timeToLive = uint.MaxValue;
        string wanted = name;
        for (int i = 0; i < MostAliases; i++)
        {
            DnsRecord? record = answer.Answers.FirstOrDefault(one => one.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
            if (record is null) return null;
            timeToLive = Math.Min(timeToLive, record.TimeToLive);
            if (record.Address is { } address)
            {
                // RFC 2181, 8: 31 bits. A day is enough for any run.
                const uint Day = 86_400;
                _known[name] = (address, now + SimDuration.FromSeconds(timeToLive > int.MaxValue ? 0 : Math.Min(timeToLive, Day)));
                return address;
            }

            wanted = record.Alias!;
        }

        return null;
    }
}

internal abstract record DnsEffect
{
    public sealed record Send(byte[] Query) : DnsEffect;

    /// <summary>A lookup has ended.</summary>
    /// <param name="Response">The server's response code; null where it did not answer.</param>
    public sealed record Resolved(string Name, Ipv4Address? Address, DnsResponseCode? Response, bool IsCached) : DnsEffect;
}
