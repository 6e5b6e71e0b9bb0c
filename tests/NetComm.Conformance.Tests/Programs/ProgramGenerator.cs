using System.Text.Json.Nodes;

namespace NetComm.Conformance.Tests.Programs;

/// <summary>
/// Draws programs that choose, repeat, calculate, fail and serve, as a scenario has them. What they print hangs on no clock: each waits for
/// others much longer than they need, and for nobody so long that it shows.
/// </summary>
internal sealed class ProgramGenerator
{
    private static readonly string[] Hosts = ["alice", "bob", "carol"];
    private static readonly string[] Variables = ["u", "v", "w"];
    private static readonly string[] Values = ["0", "1", "7", "-3", "12", "2.50", "2.5", "abc", "x y", "", "b", "9999999999999999999"];
    private static readonly string[] Operators = ["==", "!=", "<", "<=", ">", ">=", "contains"];

    private readonly RandomStream _draw;
    private readonly Func<int> _nextPort;
    private readonly string _name;
    private int _loops;
    private int _counters;

    private ProgramGenerator(long seed, int number, Func<int> nextPort)
    {
        _draw = RandomStream.For(seed, $"programs:{number}");
        (_name, _nextPort) = ($"p{number}", nextPort);
    }

    /// <summary>One to three programs that know nobody else.</summary>
    internal static IReadOnlyList<JsonObject> Draw(long seed, int number, Func<int> nextPort) =>
        new ProgramGenerator(seed, number, nextPort).Programs();

    private JsonObject[] Programs() => Below(4) switch
    {
        0 => [Program("alone", OneOf(Hosts), [.. Given(), .. Body(3)])],
        1 => Datagrams(),
        2 => Streams(),
        _ => Each(),
    };

    private JsonObject[] Datagrams()
    {
        int port = _nextPort();
        JsonNode[] answers =
        [
            Step("recvfrom", ("socket", "s"), ("size", 100), ("as", "d"), ("from", "peer"), ("timeout", "3 s"),
                ("on-error", Errors(("ETIMEDOUT", ["stop"])))),
            .. Body(1),
            Step("sendto", ("socket", "s"), ("to", "{peer}"), ("data", "{d} {u}")),
        ];
        JsonNode[] asks =
        [
            Step("sendto", ("socket", "s"), ("to", "bob"), ("port", port), ("data", "{v}!")),
            Step("recvfrom", ("socket", "s"), ("size", 100), ("as", "d"), ("timeout", "800 ms"),
                ("on-error", Errors((Chance(0.8) ? "ETIMEDOUT" : "EPIPE", [Print("{error}")])))),
            Print("got {d}"),
            .. Body(1),
        ];
        return
        [
            Program("server", "bob",
                [.. Given(), Open("datagram", "s"), Bind("s", port), .. Counted(1 + Below(4), answers), Print("served")]),
            Program("client", OneOf("alice", "carol"),
                [.. Given(), Sleep(100), Open("datagram", "s"), .. Counted(1 + Below(3), asks), Close("s")]),
        ];
    }

    private JsonObject[] Streams()
    {
        int port = _nextPort();
        return
        [
            Program("server", "bob",
            [
                .. Given(), .. Listening(port),
                Step("accept", ("socket", "l"), ("as", "c"), ("from", "peer"), ("timeout", "3 s")), .. Served(), Close("c"), .. Body(1),
            ]),
            Program("client", OneOf("alice", "carol"), [.. Given(), Sleep(100), .. Asked(port)]),
        ];
    }

    private JsonObject[] Each()
    {
        int port = _nextPort();
        int times = 1 + Below(3);
        JsonObject each = Step("each", ("socket", "l"), ("as", "c"), ("from", "peer"), ("times", times),
            ("timeout", "5 s"), ("steps", Array([.. Served(), .. Body(1)])));
        return
        [
            Program("server", "bob", [.. Given(), .. Listening(port), each, Print("all came"), .. Body(1)]),
            Program("client", OneOf("alice", "carol"),
                [.. Given(), Sleep(100), .. Enumerable.Range(0, times).SelectMany(_ => Asked(port))]),
        ];
    }

    private static JsonNode[] Listening(int port) =>
        [Open("stream", "l"), Bind("l", port), Step("listen", ("socket", "l"), ("backlog", 5))];

    private JsonNode[] Served() =>
    [
        Step("recv", ("socket", "c"), ("size", 100), ("as", "d"), ("timeout", "3 s")),
        .. Body(1),
        Step("sendall", ("socket", "c"), ("data", "{d}/{u}")),
        Print("{d}"),
    ];

    private JsonNode[] Asked(int port) =>
    [
        Open("stream", "s"),
        Step("connect", ("socket", "s"), ("to", "bob"), ("port", port), ("timeout", "3 s"),
            ("on-error", Errors(("ECONNREFUSED", [Print("refused"), "stop"])))),
        Step("sendall", ("socket", "s"), ("data", "{v}?")),
        Step("recv", ("socket", "s"), ("size", 100), ("as", "d"), ("timeout", "3 s")),
        If("{d} == ", [Print("closed")], [Print("{d}")]),
        Close("s"),
        .. Body(1),
    ];

    private JsonNode[] Given() => [Step("set", [.. Variables.Select(name => (name, (JsonNode)OneOf(Values)))])];

    private JsonNode[] Body(int depth) => [.. Enumerable.Range(0, 1 + Below(3)).SelectMany(_ => Some(depth))];

    private JsonNode[] Some(int depth)
    {
        switch (Below(depth == 0 ? 5 : 9))
        {
            case 0:
                return [Step("set", (OneOf(Variables), Chance(0.5) ? OneOf(Values) : "{" + OneOf(Variables) + "}" + Below(10)))];
            case 1 or 2:
                (string, JsonNode)[] sum = [(OneOf(Variables), Expression(2))];
                return [Step("calc", Chance(0.8) ? [.. sum, ("on-error", Errors(("EINVAL", [Print("EINVAL")])))] : sum)];
            case 3:
                return [Print("{u} {v} {w}")];
            case 4:
                return Chance(0.3) ? [new JsonObject { ["expect"] = Condition() }] : Failing();
            case 5:
                return [If(Condition(), Body(depth - 1), Chance(0.5) ? Body(depth - 1) : null)];
            case 6:
                return Counted(1 + Below(4), Body(depth - 1));
            case 7:
                _loops++;
                JsonObject repeat = Step("repeat", ("times", 1 + Below(3)), ("steps", Array(Body(depth - 1))));
                _loops--;
                return [repeat];
            default:
                return [If(Condition(), [_loops > 0 ? "break" : Chance(0.3) ? Step("stop") : Print("here")], null)];
        }
    }

    /// <summary>A loop that counts, so that it ends.</summary>
    private JsonNode[] Counted(int times, JsonNode[] steps)
    {
        string counter = $"i{_counters++}";
        _loops++;
        JsonNode[] leaves = Chance(0.3) ? [If(Condition(), ["break"], null)] : [];
        _loops--;
        JsonNode[] body = [Step("calc", (counter, $"{{{counter}}} + 1")), .. steps, .. leaves];
        return
        [
            Step("set", (counter, "0")),
            new JsonObject { ["while"] = $"{{{counter}}} < {times}", ["steps"] = Array(body) },
        ];
    }

    /// <summary>A socket whose call fails in a way that hangs on nobody else.</summary>
    private JsonNode[] Failing()
    {
        (string type, string errno, JsonObject call, JsonNode[] before) = Below(8) switch
        {
            0 => ("datagram", "EDESTADDRREQ", Step("send", ("socket", "e"), ("data", "x")), (JsonNode[])[]),
            1 => ("datagram", "EOPNOTSUPP", Step("listen", ("socket", "e")), []),
            2 => ("datagram", "EADDRNOTAVAIL", Step("bind", ("socket", "e"), ("port", _nextPort()), ("address", "192.0.2.1")), []),
            3 => ("datagram", "ETIMEDOUT", Step("recvfrom", ("socket", "e"), ("size", 9), ("as", "d"), ("timeout", "20 ms")), []),
            4 => ("stream", "EPIPE", Step("sendall", ("socket", "e"), ("data", "x")), []),
            5 => ("stream", "ENOTCONN", Step("recv", ("socket", "e"), ("size", 9), ("as", "d"), ("timeout", "1 s")), []),
            6 => ("stream", "ECONNREFUSED", Step("connect", ("socket", "e"), ("to", "bob"), ("port", _nextPort()), ("timeout", "1 s")), []),
            _ => ("stream", "EBADF", Step("listen", ("socket", "e")), [Close("e")]),
        };
        string handled = Chance(0.7) ? errno : Chance(0.7) ? "any" : "EISCONN";
        if (Chance(0.9)) ((JsonObject)call.First().Value!)["on-error"] = Errors((handled, [Print("{error}")]));
        return [Open(type, "e"), .. before, call, Print("[{error}]"), .. errno == "EBADF" ? (JsonNode[])[] : [Close("e")]];
    }

    private string Condition() => $"{Operand()} {OneOf(Operators)} {Operand()}".TrimStart();

    private string Operand() => Chance(0.6) ? "{" + OneOf(Variables) + "}" : OneOf("3", "-3", "2.5", "abc", "b", "07");

    private string Expression(int depth)
    {
        if (depth == 0 || Chance(0.2)) return Chance(0.5) ? "{" + OneOf(Variables) + "}" : $"{Below(20)}";
        string inner = $"{Expression(depth - 1)} {OneOf("+", "-", "*", "/", "%")} {Expression(depth - 1)}";
        return Chance(0.3) ? $"({inner})" : Chance(0.1) ? $"-({inner})" : inner;
    }

    private JsonObject Program(string role, string host, JsonNode[] steps) =>
        new() { ["name"] = $"{_name}-{role}", ["host"] = host, ["steps"] = Array(steps) };

    private static JsonObject Step(string name, params (string Key, JsonNode Value)[] keys) =>
        new() { [name] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value))) };

    private static JsonObject Open(string type, string name) => Step("socket", ("type", type), ("as", name));

    private static JsonObject Bind(string socket, int port) => Step("bind", ("socket", socket), ("port", port));

    private static JsonObject Close(string socket) => new() { ["close"] = socket };

    private static JsonObject Print(string text) => new() { ["print"] = text };

    private static JsonObject Sleep(int milliseconds) => new() { ["sleep"] = $"{milliseconds} ms" };

    private static JsonObject If(string condition, JsonNode[] then, JsonNode[]? otherwise)
    {
        var step = new JsonObject { ["if"] = condition, ["then"] = Array(then) };
        if (otherwise is not null) step["else"] = Array(otherwise);
        return step;
    }

    private static JsonObject Errors(params (string Errno, JsonNode[] Steps)[] handlers) =>
        new(handlers.Select(handler => KeyValuePair.Create(handler.Errno, (JsonNode?)Array(handler.Steps))));

    private static JsonArray Array(JsonNode[] items) => new([.. items.Select(item => item.DeepClone())]);

    private int Below(int n) => (int)(_draw.NextDouble() * n);

    private bool Chance(double share) => _draw.NextDouble() < share;

    private T OneOf<T>(params T[] some) => some[Below(some.Length)];
}
