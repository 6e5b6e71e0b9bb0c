using NetComm.Scenarios.Reading.Programs;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Flows;

/// <summary>Reads measured traffic (scenario language, 'Flows').</summary>
internal sealed class FlowReader(ResolveContext draft, IReadOnlyList<Node> nodes, IReadOnlyList<LinkOrLan> media, IEnumerable<Fault> faults)
{
    private readonly PortPlan _ports = new(draft);
    private readonly ILookup<int, int> _joins =
        faults.Select(fault => fault.Change).OfType<FaultChange.GroupJoin>().ToLookup(join => join.Group, join => join.Node);

    /// <summary>The flows, in file order; those with problems are left out.</summary>
    /// <param name="firstOrder">The rank of the first among flows, programs and apps.</param>
    public IReadOnlyList<Flow> Read(int firstOrder)
    {
        var flows = new List<Flow>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("flows");
        int order = firstOrder;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is not YamlMapping item) continue;
            IReadOnlyList<HostCopy> copies = HostCopy.Of(draft, item);
            string title = Titles.Of("", "flow", item, i);
            if (copies.Count == 0) draft.Problem(item.Span, $"{title}: 'from' and 'to' must differ, but both are one host");
            foreach (HostCopy copy in copies)
            {
                if (Read(item, copy.Pool is null ? title : $"flow '{copy.Name}'", copy, flows.Count, order++) is { } flow) flows.Add(flow);
            }
        }

        return flows;
    }

    private Flow? Read(YamlMapping item, string title, HostCopy copy, int index, int order)
    {
        var fields = new YamlFields(item);
        Transport transport = ReadTransport(fields);
        UnresolvedNode? from = AppHost.Read(draft, fields.Scalar("from"), copy, title, "from");
        if (from is { External: true })
            draft.Problem(fields["from"]!.Span, $"{title}: a flow is sent and measured here, but '{from.Name}' is external");
        FlowTarget? target = FlowTarget.Read(draft, fields, title, from, _joins);
        CheckTransport(fields, title, transport, target?.Cast);
        CheckPing(fields, title, transport, target);
        CheckEnd(fields, title);
        Traffic? traffic = new TrafficReader(draft, fields, title, transport).Read();
        int? port = fields.Whole("port", 1, 65535) ?? (transport == Transport.Icmp ? 0 : _ports.Next());
        if (port is null) draft.Problem(item.Span, $"{title}: no port is left for it");
        if (from is null || target is null || traffic is null || port is null || copy.Name is not { } name) return null;
        CheckListeners(fields, title, transport, target, port.Value);
        return new()
        {
            Index = index,
            Name = name,
            Pool = copy.Pool,
            Cast = target.Cast,
            Transport = transport,
            From = from.Index,
            To = target.Name,
            Destination = Destination(target),
            Receivers = target.Receivers,
            Traffic = traffic,
            Start = fields.Instant("start") ?? SimTime.Zero,
            Stop = fields.Instant("stop"),
            Count = fields.Whole("count"),
            Bytes = fields.Size("bytes")?.Bytes ?? fields.Within("traffic").Size("bytes")?.Bytes,
            Port = port.Value,
            Ttl = fields.Whole("ttl", 1, 255) ?? 64,
            Dscp = (byte)(fields.Whole("dscp", 0, 63) ?? 0),
            Tcp = ReadTcp(fields, title, transport),
            Order = order,
        };
    }

    private static Transport ReadTransport(YamlFields fields) => (fields.Text("transport"), fields.Within("traffic").Text("kind")) switch
    {
        ("udp", _) => Transport.Udp,
        ("tcp", _) or (null, "bulk") => Transport.Tcp,
        ("icmp", _) or (null, "ping") => Transport.Icmp,
        _ => Transport.Udp,
    };

    private void CheckTransport(YamlFields fields, string title, Transport transport, Cast? cast)
    {
        SourceSpan span = fields["transport"]?.Span ?? fields["traffic"]?.Span ?? default;
        if (span.Source is null) return;
        string? typed = fields.Text("cast");
        if (transport == Transport.Tcp && (cast is Cast.Broadcast or Cast.Multicast || typed is "broadcast" or "multicast"))
        {
            string many = cast is Cast.Broadcast || typed == "broadcast" ? "broadcast" : "multicast";
            draft.Problem(
                span, $"{title}: {many} needs udp: a tcp connection has exactly two ends, and each byte is acknowledged by one receiver",
                "transport: udp");
        }
        else if (transport == Transport.Tcp)
        {
            draft.UsesTcp = true;
        }
    }

    /// <summary>A ping flow is measured as a round trip, so its target must be one that answers.</summary>
    private void CheckPing(YamlFields fields, string title, Transport transport, FlowTarget? target)
    {
        if (transport != Transport.Icmp) return;
        if (fields.Entry("port") is { } port) draft.Problem(port.Key.Span, $"{title}: ping takes no 'port': icmp has none");
        if (target?.Cast is not (Cast.Broadcast or Cast.Multicast)) return;
        string many = target.Cast == Cast.Broadcast ? "a LAN" : "a group";
        draft.Problem(fields["to"]!.Span, $"{title}: a flow of pings is a round trip to one, but '{target.Name}' is {many}",
            "a host or an anycast address; an app of kind 'ping' can ask many");
    }

    private void CheckEnd(YamlFields fields, string title)
    {
        SimTime start = fields.Instant("start") ?? SimTime.Zero;
        if (fields.Instant("stop") is { } stop && stop <= start)
            draft.Problem(fields["stop"]!.Span, $"{title}: 'stop' must come after 'start' ({start}), but was '{fields.Text("stop")}'");

        if (fields.Has("bytes") && fields.Within("traffic").Has("bytes"))
            draft.Problem(fields["bytes"]!.Span, $"{title}: 'bytes' stands both here and in 'traffic'");
    }

    /// <summary>Two flows cannot be received on one port of one host.</summary>
    private void CheckListeners(YamlFields fields, string title, Transport transport, FlowTarget target, int port)
    {
        if (transport == Transport.Icmp) return;
        foreach (int receiver in target.Receivers)
        {
            if (draft.Listeners.TryAdd((transport, receiver, port), title)) continue;
            SourceSpan span = fields["port"]?.Span ?? fields["to"]!.Span;
            draft.Problem(
                span, $"{title}: port {port} of '{draft.Nodes[receiver].Name}' is taken by " +
                $"{draft.Listeners[(transport, receiver, port)]}");
            return;
        }
    }

    private Ipv4Address Destination(FlowTarget target) => target.Cast switch
    {
        Cast.Broadcast => media[draft.MediumByName[target.Name].Index].Network.Broadcast,
        Cast.Multicast => draft.GroupByName[target.Name].Address,
        Cast.Anycast => draft.ServiceByName[target.Name].Address,
        _ => nodes[target.Receivers[0]].Address ?? Ipv4Address.Any,
    };

    private TcpOptions ReadTcp(YamlFields fields, string title, Transport transport)
    {
        YamlFields tcp = fields.Within("tcp");
        if (fields.Entry("tcp") is { } entry && transport != Transport.Tcp)
            draft.Problem(entry.Key.Span, $"{title}: 'tcp' needs 'transport: tcp'");

        TcpOptions defaults = new();
        return new()
        {
            CongestionControl = tcp.Text("congestion-control") == "reno" ? CongestionAlgorithm.Reno : CongestionAlgorithm.Cubic,
            Sack = tcp.Flag("sack") ?? defaults.Sack,
            Timestamps = tcp.Flag("timestamps") ?? defaults.Timestamps,
            WindowScale = tcp.Flag("window-scale") ?? defaults.WindowScale,
            Nagle = tcp.Flag("nagle") ?? defaults.Nagle,
            DelayedAck = tcp.Flag("delayed-ack") ?? defaults.DelayedAck,
            InitialWindow = (int)(tcp.Whole("initial-window") ?? defaults.InitialWindow),
            MinimumRetransmissionTimeout = tcp.Time("min-rto") ?? defaults.MinimumRetransmissionTimeout,
            SynRetries = (int)(tcp.Whole("syn-retries") ?? defaults.SynRetries),
            SendBuffer = tcp.Size("send-buffer") ?? defaults.SendBuffer,
            ReceiveBuffer = tcp.Size("receive-buffer") ?? defaults.ReceiveBuffer,
            Ecn = tcp.Flag("ecn") ?? defaults.Ecn,
            Rack = tcp.Flag("rack") ?? defaults.Rack,
            Prr = tcp.Flag("prr") ?? defaults.Prr,
            LimitedTransmit = tcp.Flag("limited-transmit") ?? defaults.LimitedTransmit,
            Undo = tcp.Flag("undo") ?? defaults.Undo,
            HyStart = tcp.Flag("hystart") ?? defaults.HyStart,
        };
    }
}
