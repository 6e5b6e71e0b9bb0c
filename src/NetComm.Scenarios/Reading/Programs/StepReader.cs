using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Programs;

/// <summary>Reads the steps of one program. A call that a real socket would refuse fails with an errno when it runs.</summary>
internal sealed class StepReader(ResolveContext draft, UnresolvedNode? host)
{
    private const string OnError = "on-error";

    private ProgramScope _scope = new(draft);

    public IReadOnlyList<ProgramStep> Read(IReadOnlyList<YamlNode> items, string title)
    {
        var steps = new List<ProgramStep>(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            string place = Titles.Of(title, "step", items[i], i);
            if (Read(items[i], place) is { } step) steps.Add(step);
        }

        return steps;
    }

    private ProgramStep? Read(YamlNode item, string title)
    {
        if (item is YamlScalar bare) return Bare(bare.Value, bare.Span, title);
        YamlEntry? entry = (item as YamlMapping)?.AsMeant.FirstOrDefault(entry => ProgramGrammar.IsStep(entry.Name));
        if (entry is null) return null;
        ProgramStep? step = Read(entry, new YamlFields(item), title);
        var fields = new YamlFields(entry.Value);
        IReadOnlyList<ErrorHandler> handlers = fields.Within(OnError).Mapping is { } errors ? Handlers(errors, title) : [];
        return step is null || !fields.Has(OnError) ? step : new ProgramStep.Try(step, handlers);
    }

    /// <summary>A step of which nothing is to be said but its name.</summary>
    private ProgramStep? Bare(string name, SourceSpan span, string title)
    {
        if (name == "stop") return new ProgramStep.Stop();
        if (name != "break") return null;
        if (_scope.Loops == 0) draft.Problem(span, $"{title}: 'break' leaves a 'repeat' or 'while', but stands in none");
        return new ProgramStep.Break();
    }

    /// <param name="whole">The item, where keys stand beside the step's name.</param>
    private ProgramStep? Read(YamlEntry step, YamlFields whole, string title)
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
            "set" => new ProgramStep.Set(Values(step.Value, title)),
            "calc" => new ProgramStep.Calculate(Values(step.Value, title)),
            "repeat" => Repeat(fields, title),
            "while" => While(step.Value, whole, title),
            "if" => If(step.Value, whole, title),
            "each" => Each(fields, title),
            "expect" => Condition(step, title) is { } condition ? new ProgramStep.Expect(condition) : null,
            _ => Bare(step.Name, step.Key.Span, title),
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

    private List<KeyValuePair<string, string>> Values(YamlNode value, string title)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (YamlEntry entry in (value as YamlMapping)?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar typed) continue;
            if (_scope.Text(typed, title) is { } text) values.Add(new(entry.Name, text));
            _scope.AddVariable(entry.Name);
        }

        return values;
    }

    private ProgramStep.Repeat? Repeat(YamlFields fields, string title)
    {
        IReadOnlyList<ProgramStep> steps = Loop(fields.Items("steps"), title);
        return fields.Whole("times", 1, int.MaxValue) is { } times ? new(times, steps) : null;
    }

    private ProgramStep.While? While(YamlNode value, YamlFields whole, string title)
    {
        Condition? condition = Condition("while", value, title);
        IReadOnlyList<ProgramStep> steps = Loop(whole.Items("steps"), title);
        return condition is null ? null : new(condition, steps);
    }

    private ProgramStep.If? If(YamlNode value, YamlFields whole, string title)
    {
        Condition? condition = Condition("if", value, title);
        IReadOnlyList<ProgramStep> steps = Read(whole.Items("then"), title);
        IReadOnlyList<ProgramStep> others = Read(whole.Items("else"), title);
        return condition is null ? null : new(condition, steps, others);
    }

    /// <summary>The steps of a loop, each of which may use what the time before has made.</summary>
    private IReadOnlyList<ProgramStep> Loop(IReadOnlyList<YamlNode> items, string title)
    {
        StepNames.AddTo(_scope, items);
        _scope.Loops++;
        IReadOnlyList<ProgramStep> steps = Read(items, title);
        _scope.Loops--;
        return steps;
    }

    private ProgramStep.Each? Each(YamlFields fields, string title)
    {
        string? socket = Socket(fields, title);
        ProgramScope outer = _scope;
        _scope = new ProgramScope(draft, outer);
        if (fields.Text("as") is { } made) _scope.AddSocket(made);
        string? from = Variable(fields, "from");
        IReadOnlyList<ProgramStep> steps = Read(fields.Items("steps"), title);
        _scope = outer;
        return socket is not null && fields.Text("as") is { } name
            ? new(socket, name, from, fields.Time("timeout"), fields.Whole("times", 1, int.MaxValue), steps) : null;
    }

    private ErrorHandler[] Handlers(YamlMapping errors, string title)
    {
        var handlers = new List<ErrorHandler>();
        foreach (YamlEntry entry in errors.Entries.Where(entry => !entry.IsIgnored))
        {
            IReadOnlyList<ProgramStep> steps = Read((entry.Value as YamlSequence)?.Items ?? [], $"{title}, {entry.Name}");
            if (entry.Name == ProgramGrammar.Others) handlers.Add(new(null, steps));
            // No call fails with those that are no names of ours.
            else if (Enum.TryParse(entry.Name, out Errno errno)) handlers.Add(new(errno, steps));
        }

        return [.. handlers];
    }

    private Condition? Condition(YamlEntry step, string title) => Condition(step.Name, step.Value, title);

    private Condition? Condition(string step, YamlNode value, string title)
    {
        if (value is not YamlScalar text || string.IsNullOrWhiteSpace(text.Value) || _scope.Text(text, title) is null) return null;
        if (TextComparison.TryParse(text.Value, out Condition? condition)) return condition;
        draft.Problem(
            text.Span, $"{title}: {step} must be 'TEXT OP TEXT', but was '{Shapes.Cropped(text.Value)}'",
            TextComparison.Operators, TextComparison.Meant(text.Value));
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
