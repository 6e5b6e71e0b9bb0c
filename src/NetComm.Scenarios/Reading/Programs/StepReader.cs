using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Programs;

/// <summary>Reads the steps of one program. A call that a real socket would refuse fails with an errno when it runs.</summary>
internal sealed class StepReader(ResolveContext draft, UnresolvedNode? host)
{
    private readonly ProgramScope _scope = new(draft);

    public IReadOnlyList<ProgramStep> Read(IReadOnlyList<YamlNode> items, string title)
    {
        var steps = new List<ProgramStep>(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            string place = Titles.Of(title, "step", items[i], i);
            YamlEntry? entry = (items[i] as YamlMapping)?.Entries.FirstOrDefault(entry => !entry.IsIgnored);
            if (entry is not null && Read(entry, place) is { } step) steps.Add(step);
        }

        return steps;
    }

    private ProgramStep? Read(YamlEntry step, string title)
    {
        var fields = new YamlFields(step.Value);
        return step.Name switch
        {
            "socket" => OpenSocket(fields, title),
            "bind" => Bind(fields, title),
            "listen" => Socket(fields, title) is { } socket
                ? new ProgramStep.Listen(socket, fields.Whole("backlog", 0, int.MaxValue)) : null,
            "accept" => Accept(fields, title),
            "connect" => Connect(fields, title),
            "send" or "sendall" => Send(fields, title, step.Name == "sendall"),
            "recv" => Receive(fields, title),
            "sendto" => SendTo(fields, title),
            "recvfrom" => ReceiveFrom(fields, title),
            "shutdown" => Shutdown(fields, title),
            "close" => _scope.Socket(step.Value as YamlScalar, title) is { } socket ? new ProgramStep.Close(socket) : null,
            "setsockopt" => SetOption(fields, title),
            "print" => _scope.Text(step.Value as YamlScalar, title) is { } text ? new ProgramStep.Print(text) : null,
            "sleep" => Sleep(step.Value),
            "set" => Set(step.Value, title),
            "repeat" => Repeat(fields, title),
            "expect" => Expect(step.Value, title),
            _ => null,
        };
    }

    private string? Socket(YamlFields fields, string title) => _scope.Socket(fields.Scalar("socket"), title);

    private ProgramStep.OpenSocket? OpenSocket(YamlFields fields, string title)
    {
        if (fields.Text("as") is { } name) _scope.AddSocket(name);
        bool stream = fields.Text("type") == "stream";
        if (stream) draft.UsesTcp = true;
        return fields.Text("as") is { } made ? new(stream, made) : null;
    }

    private ProgramStep.Bind? Bind(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        return socket is not null && fields.Whole("port", 0, 65535) is { } port ? new(socket, port, fields.Text("address")) : null;
    }

    private ProgramStep.Accept? Accept(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        if (fields.Text("as") is { } made) _scope.AddSocket(made);
        string? from = Variable(fields, "from");
        return socket is not null && fields.Text("as") is { } name ? new(socket, name, from, fields.Time("timeout")) : null;
    }

    private ProgramStep.Connect? Connect(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        string? to = Peer(fields, title);
        return socket is not null && to is not null
            && fields.Whole("port", 1, 65535) is { } port ? new(socket, to, port, fields.Time("timeout")) : null;
    }

    private ProgramStep.Send? Send(YamlFields fields, string title, bool all)
    {
        string? socket = Socket(fields, title);
        string? data = _scope.Text(fields.Scalar("data"), title);
        return socket is not null && data is not null ? new(socket, data, all) : null;
    }

    private ProgramStep.Receive? Receive(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        string? name = Variable(fields, "as");
        return socket is not null && name is not null
            && fields.Whole("size", 1, int.MaxValue) is { } size ? new(socket, size, name, fields.Time("timeout")) : null;
    }

    private ProgramStep.SendTo? SendTo(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        string? to = Peer(fields, title);
        string? data = _scope.Text(fields.Scalar("data"), title);
        int? port = fields.Whole("port", 1, 65535);
        bool carriesPort = to is not null && Template.Names(to).Any();
        if (to is not null && !carriesPort && !fields.Has("port"))
            draft.Problem(fields["to"]!.Span, $"{title}: needs 'port': only a peer's address such as '{{from}}' carries one");

        return socket is not null && to is not null && data is not null ? new(socket, to, port, data) : null;
    }

    private ProgramStep.ReceiveFrom? ReceiveFrom(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        string? name = Variable(fields, "as");
        string? from = Variable(fields, "from");
        bool whole = socket is not null && name is not null && fields.Whole("size", 1, int.MaxValue) is not null;
        return whole ? new(socket!, fields.Whole("size", 1, int.MaxValue)!.Value, name!, from, fields.Time("timeout")) : null;
    }

    private ProgramStep.Shutdown? Shutdown(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        return socket is not null && fields.Text("how") is { } how ? new(socket, how is "read" or "both", how is "write" or "both") : null;
    }

    private ProgramStep.SetOption? SetOption(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        string? value = _scope.Text(fields.Scalar("value"), title);
        SocketOption? option = SocketOptions.Read(draft, fields, title);
        return socket is not null && option is not null && value is not null ? new(socket, option.Value, value) : null;
    }

    private static ProgramStep.Sleep? Sleep(YamlNode value)
    {
        Quantity? time = value is YamlScalar scalar ? QuantityReader.Read(scalar.Value, QuantityRange.Time).Value : null;
        return time is { } known ? new(new SimDuration((long)known.Value)) : null;
    }

    private ProgramStep.Set? Set(YamlNode value, string title)
    {
        if (value is not YamlMapping mapping) return null;
        var values = new List<KeyValuePair<string, string>>();
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (_scope.Text(entry.Value as YamlScalar, title) is { } text) values.Add(new(entry.Name, text));
            _scope.AddVariable(entry.Name);
        }

        return new(values);
    }

    private ProgramStep.Repeat? Repeat(YamlFields fields, string title)
    {
        IReadOnlyList<ProgramStep> steps = Read(fields.Items("steps"), title);
        return fields.Whole("times", 1, int.MaxValue) is { } times ? new(times, steps) : null;
    }

    private ProgramStep.Expect? Expect(YamlNode value, string title)
    {
        if (value is not YamlScalar text || string.IsNullOrWhiteSpace(text.Value) || _scope.Text(text, title) is null) return null;
        if (TextComparison.TryParse(text.Value, out TextComparison? comparison))
            return new(comparison.Left, comparison.Contains, comparison.Right);
        if (TextComparison.IsComing(text.Value))
        {
            draft.Later(text.Span, $"{title}: a comparison other than '==' and 'contains'");
            return null;
        }

        draft.Problem(text.Span, $"{title}: expect must be 'TEXT == TEXT' or 'TEXT contains TEXT', but was '{Shapes.Cropped(text.Value)}'");
        return null;
    }

    private string? Variable(YamlFields fields, string key)
    {
        if (fields.Text(key) is not { } name) return null;
        _scope.AddVariable(name);
        return name;
    }

    /// <summary>A name of the file, an address, or a variable that holds one.</summary>
    private string? Peer(YamlFields fields, string title)
    {
        if (fields.Scalar("to") is not { } to) return null;
        if (Template.Names(to.Value).Any()) return _scope.Text(to, title);
        if (Ipv4Address.TryParse(to.Value, out _)) return to.Value;
        EntityKind[] kinds = [EntityKind.Host, EntityKind.Router, EntityKind.Lan, EntityKind.Group, EntityKind.Anycast];
        if (draft.HasDnsServer && draft.Addressed.Find(to.Value) is null) return to.Value;
        NamedEntity? thing = draft.Addressed.Resolve(to, $"{title}: 'to'", "a name or an address", allowsCounted: false, kinds);
        if (thing?.Kind is EntityKind.Host or EntityKind.Router && draft.IsUnattached(draft.NodeByName[thing.Name]) && host is not null)
            draft.Problem(to.Span, $"{title}: 'to' must be reachable, but '{to.Value}' is on no link or LAN and has no address");

        return thing?.Name;
    }
}
