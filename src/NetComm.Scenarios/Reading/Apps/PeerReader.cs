using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Apps;

/// <summary>Reads apps that are each other's clients and servers.</summary>
internal sealed class PeerReader(ResolveContext draft)
{
    /// <summary>GossipNodes and GossipInterval of HashiCorp's memberlist in a LAN.</summary>
    private const int DefaultFanout = 3;

    private static readonly SimDuration DefaultInterval = SimDuration.FromMilliseconds(200);

    public AppTask Chat(YamlFields fields, string title, UnresolvedNode? host)
    {
        var remarks = new List<Remark>();
        foreach (YamlNode item in fields.Items("say"))
        {
            var remark = new YamlFields(item);
            if (remark.Instant("at") is { } at && remark.Text("text") is { } text) remarks.Add(new Remark(at, text));
        }

        int port = fields.Whole("port", 1, 65535) ?? AppPorts.Chat;
        return new AppTask.ChatPeer(port, Peers(fields, title, host), [.. remarks.OrderBy(remark => remark.At)]);
    }

    public AppTask Gossip(YamlFields fields, string title, UnresolvedNode? host) => new AppTask.GossipPeer(
        fields.Whole("port", 1, 65535) ?? AppPorts.Gossip,
        Peers(fields, title, host),
        fields.Whole("fanout", 1, 1_000_000) ?? DefaultFanout,
        fields.Time("interval") ?? DefaultInterval,
        fields.Text("rumour") ?? fields.Text("rumor"));

    private List<string> Peers(YamlFields fields, string title, UnresolvedNode? host)
    {
        var peers = new List<string>();
        foreach (YamlScalar typed in fields.Items("peers").OfType<YamlScalar>())
        {
            if (draft.NodesOf(typed, $"{title}: a peer", "a host", EntityKind.Host) is not { } nodes) continue;
            if (Array.Find(nodes, draft.IsUnattached) is { } lost)
                draft.Problem(typed.Span, $"{title}: a peer must be reachable, but '{lost.Name}' is on no link or LAN and has no address");

            peers.AddRange(nodes.Select(node => node.Name));
        }

        return [.. peers.Distinct().Where(name => name != host?.Name)];
    }
}
