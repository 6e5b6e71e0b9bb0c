namespace NetComm.Runtime.Loopback.External;

/// <summary>
/// Which hosts are 127.0.0.1 because real programs outside stand for them or talk to them: the external host; hosts whose programs, apps
/// or flows name one; and, as an outside client can knock anywhere, hosts whose programs or apps wait at a port of their own, unless an
/// earlier such host has that port.
/// </summary>
internal static class ExternalHosts
{
    /// <summary>Has the ports that a proxy, or the program behind it, has at 127.0.0.1.</summary>
    private const int Nobody = -1;

    internal static HashSet<int> Of(Scenario scenario)
    {
        HashSet<int> external = DirectOf(scenario) is { } direct ? [direct.Index] : [];
        if (external.Count == 0) return external;

        HashSet<string> names = [.. external.SelectMany(node => NamesOf(scenario.Nodes[node]))];
        HashSet<int> all = [.. external];
        foreach (SocketProgram program in scenario.Programs.Where(program => program.AllSteps.Any(step => Names(step, names))))
            all.Add(program.Node);
        foreach (App app in scenario.Apps.Where(app => PeersOf(app.Task).Any(names.Contains))) all.Add(app.Node);
        IEnumerable<Flow> own = scenario.Flows.Where(flow => flow.Traffic is not Traffic.Proxied);
        foreach (Flow flow in own.Where(flow => external.Contains(flow.From) || flow.Receivers.Any(external.Contains)))
        {
            all.Add(flow.From);
            all.UnionWith(flow.Receivers);
        }

        AddServers(scenario, all);
        return all;
    }

    /// <summary>
    /// The external host that outside programs stand for who knock at hosts of the scenario: one that no proxy serves, else the first.
    /// Null: the file has none.
    /// </summary>
    internal static Node? DirectOf(Scenario scenario)
    {
        HashSet<int> proxied = [.. scenario.Proxies.SelectMany(proxy => new[] { proxy.From, proxy.To })];
        return scenario.Nodes.Where(node => node.External).OrderBy(node => proxied.Contains(node.Index) ? 1 : 0).FirstOrDefault();
    }

    private static void AddServers(Scenario scenario, HashSet<int> all)
    {
        var taken = new Dictionary<(bool Stream, int Port), int>();
        foreach (Proxy proxy in scenario.Proxies)
        {
            taken.TryAdd((proxy.Transport == Transport.Tcp, proxy.Listen), Nobody);
            taken.TryAdd((proxy.Transport == Transport.Tcp, proxy.Port), Nobody);
        }

        foreach (SocketProgram program in scenario.Programs.OrderBy(program => all.Contains(program.Node) ? 0 : 1))
        {
            var streams = new HashSet<string>();
            foreach (ProgramStep step in program.AllSteps)
            {
                if (step is ProgramStep.OpenSocket { Stream: true } open) streams.Add(open.As);
                if (step is not ProgramStep.Bind { Port: > 0 } bind) continue;
                if (taken.TryAdd((streams.Contains(bind.Socket), bind.Port), program.Node)) all.Add(program.Node);
            }
        }

        foreach (App app in scenario.Apps.OrderBy(app => all.Contains(app.Node) ? 0 : 1))
        {
            if (app.Task.Listens is { } at && taken.TryAdd((at.Transport == Transport.Tcp, at.Port), app.Node)) all.Add(app.Node);
        }
    }

    /// <summary>The names and addresses that an app speaks to of itself.</summary>
    private static IEnumerable<string> PeersOf(AppTask task) => task switch
    {
        AppTask.HttpClient http => http.Urls.Select(url => url.Host),
        AppTask.FtpClient ftp => [ftp.Server],
        AppTask.DnsClient dns => [dns.Server],
        AppTask.ChatPeer chat => chat.Peers,
        AppTask.GossipPeer gossip => gossip.Peers,
        _ => [],
    };

    private static IEnumerable<string> NamesOf(Node node) => [node.Name, .. node.Interfaces.Select(at => at.Address.ToString())];

    private static bool Names(ProgramStep step, HashSet<string> names) => step switch
    {
        ProgramStep.Connect connect => names.Contains(connect.To),
        ProgramStep.SendTo sendTo => names.Contains(sendTo.To.Split(':')[0]),
        _ => false,
    };
}
