using NetComm.Scenarios.Reading.Programs;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Apps;

/// <summary>Reads ready-made protocol programs (scenario language, 'Apps').</summary>
internal sealed class AppReader(ResolveContext draft, IReadOnlyList<Node> nodes, IReadOnlyList<LinkOrLan> media)
{
    private readonly ProbeReader _probes = new(draft, nodes, media);
    private readonly ServerReader _servers = new(draft);
    private readonly ClientReader _clients = new(draft);
    private readonly PeerReader _peers = new(draft);

    /// <summary>The apps, in file order; those with problems are left out.</summary>
    /// <param name="firstIndex">The number of the first in the trace.</param>
    /// <param name="firstOrder">The rank of the first among flows, programs and apps.</param>
    public IReadOnlyList<App> Read(int firstIndex, int firstOrder)
    {
        var apps = new List<App>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("apps");
        int order = firstOrder;
        for (int i = 0; i < items.Count; i++)
        {
            string title = Titles.Of("", "app", items[i], i);
            foreach (HostCopy copy in HostCopy.Of(draft, items[i]))
            {
                if (Read(new(items[i]), title, copy, firstIndex + apps.Count, order++) is { } app) apps.Add(app);
            }
        }

        return apps;
    }

    private App? Read(YamlFields fields, string title, HostCopy copy, int index, int order)
    {
        UnresolvedNode? host = AppHost.Read(draft, fields, copy, title);
        AppTask? task = Task(fields, title, host);
        if (task is not null && host is not null) CheckPort(fields, title, host, task);
        if (host is null || task is null || copy.Name is not { } name) return null;
        return new(index, name, host.Index, fields.Instant("start") ?? SimTime.Zero, task, order) { Pool = copy.Pool };
    }

    private AppTask? Task(YamlFields fields, string title, UnresolvedNode? host) => fields.Text("kind") switch
    {
        "ping" or "traceroute" => _probes.Read(fields, title, host),
        "echo-server" => _servers.Echo(fields),
        "http-server" => _servers.Http(fields, title),
        "ftp-server" => _servers.Ftp(fields, title),
        "dns-server" => _servers.Dns(fields, title),
        "http-client" => _clients.Http(fields, title),
        "ftp-client" => _clients.Ftp(fields, title),
        "dns-client" => _clients.Dns(fields, title),
        "chat-peer" => _peers.Chat(fields, title, host),
        "gossip-peer" => _peers.Gossip(fields, title, host),
        _ => null,
    };

    /// <summary>Two apps cannot listen on the same port of a host.</summary>
    private void CheckPort(YamlFields fields, string title, UnresolvedNode host, AppTask task)
    {
        if (task.Listens is not { } at) return;
        (Transport, int, int) key = (at.Transport, host.Index, at.Port);
        if (draft.Listeners.TryAdd(key, title)) return;
        SourceSpan span = (fields["port"] ?? fields["host"])!.Span;
        draft.Problem(span, $"{title}: port {at.Port} of '{host.Name}' is taken by {draft.Listeners[key]}");
    }
}
