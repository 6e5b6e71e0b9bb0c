namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>What the proxies of a run share: their flows, who came to them, and how much they may hold. From any thread.</summary>
internal sealed class ProxiedTraffic(RunContext run)
{
    /// <summary>Bytes of all connections together that are read and not yet written, about: then programs outside have to wait.</summary>
    private const long MostOfStreams = 256 << 20;

    /// <summary>Bytes of all datagrams together that are on the links: what comes beyond them is dropped.</summary>
    private const long MostOfDatagrams = 64 << 20;

    /// <summary>What each direction of a connection may hold, however many there are.</summary>
    private const int LeastOfStream = 64 << 10;

    private readonly Lock _gate = new();
    private readonly HashSet<int> _came = [];
    private readonly HashSet<int> _refused = [];
    private int _connections;
    private long _datagramBytes;

    /// <summary>The directions of each proxy, in the order of the file.</summary>
    internal IReadOnlyList<(ProxiedFlow There, ProxiedFlow Back)> Flows { get; } =
        [.. run.Scenario.Proxies.Select(proxy => (new ProxiedFlow(run, proxy.There), new ProxiedFlow(run, proxy.Back)))];

    /// <summary>Bytes that one direction of a connection may hold, as things stand.</summary>
    internal long RoomOfStream => Math.Max(LeastOfStream, MostOfStreams / (2 * Math.Max(1, Volatile.Read(ref _connections))));

    internal void Opened() => Interlocked.Increment(ref _connections);

    internal void Closed() => Interlocked.Decrement(ref _connections);

    /// <summary>Makes room for a datagram on the links; false where there is none.</summary>
    internal bool TryHold(int bytes)
    {
        if (Interlocked.Add(ref _datagramBytes, bytes) <= MostOfDatagrams) return true;
        LetGo(bytes);
        return false;
    }

    internal void LetGo(int bytes) => Interlocked.Add(ref _datagramBytes, -bytes);

    /// <summary>A program has spoken that stands for the node.</summary>
    internal void Came(int node)
    {
        lock (_gate) _came.Add(node);
    }

    /// <summary>Nobody is at the port where a program should stand for the node; false where that is known.</summary>
    internal bool Refused(int node)
    {
        lock (_gate) return _refused.Add(node);
    }

    internal bool HasCome(int node)
    {
        lock (_gate) return _came.Contains(node);
    }

    internal void Finish()
    {
        foreach ((ProxiedFlow there, ProxiedFlow back) in Flows)
        {
            there.Finish();
            back.Finish();
        }
    }

    /// <summary>Says for each host in whose place nobody came, where its program was expected.</summary>
    internal IEnumerable<string> Missing()
    {
        foreach (IGrouping<int, Proxy> clients in run.Scenario.Proxies.GroupBy(proxy => proxy.From).Where(group => !HasCome(group.Key)))
        {
            string ports = string.Join(" or ", clients.Select(proxy => $"{At(proxy.Transport, proxy.Listen)}").Distinct());
            yield return $"host '{run.Scenario.Nodes[clients.Key].Name}' is external, and no program came to {ports} until the run ended";
        }

        foreach (IGrouping<int, Proxy> servers in run.Scenario.Proxies.GroupBy(proxy => proxy.To).Where(IsAbsent))
        {
            string ports = string.Join(" or ", servers.Select(proxy => $"{At(proxy.Transport, proxy.Port)}").Distinct());
            yield return $"host '{run.Scenario.Nodes[servers.Key].Name}' is external, and nobody was at {ports} until the run ended";
        }
    }

    /// <summary><c>tcp 127.0.0.1:80</c></summary>
    internal static string At(Transport transport, int port) =>
        $"{(transport == Transport.Tcp ? "tcp" : "udp")} {new IpEndpoint(Ipv4Address.Localhost, port)}";

    // Of a server for which nobody asked nothing is known.
    private bool IsAbsent(IGrouping<int, Proxy> servers)
    {
        lock (_gate) return !_came.Contains(servers.Key) && _refused.Contains(servers.Key);
    }
}
