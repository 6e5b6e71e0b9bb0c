using System.Text;
using NetComm.Network;
using NetComm.Runtime.Sockets;

namespace NetComm.Conformance.Tests.Scripts;

/// <summary>Runs a script in one arm, and tells of each step what it returned, in words that are the same in all arms.</summary>
internal sealed class ScriptRun
{
    private readonly ISocketArm _arm;
    private readonly SocketScript _script;
    private readonly int _pace;
    private readonly int _firstPort;
    private readonly Dictionary<string, (IActorRef Socket, string Host, bool Stream)> _sockets = [];
    private readonly Dictionary<string, int> _ports = [];
    private readonly Dictionary<string, (IPendingReply Reply, string? As)> _waiting = [];
    private readonly HashSet<string> _down = [];

    private ScriptRun(ISocketArm arm, SocketScript script, int pace, int firstPort) =>
        (_arm, _script, _pace, _firstPort) = (arm, script, pace, firstPort);

    /// <summary>What each step returned. The network is as before afterwards.</summary>
    /// <param name="pace">How many milliseconds an arm has to settle after a step, and tenths of how many a call may wait.</param>
    /// <param name="firstPort">Before the ports that are the script's: no other run has them, nor had them a minute ago.</param>
    internal static IReadOnlyList<string> Of(ISocketArm arm, SocketScript script, int pace, int firstPort)
    {
        var run = new ScriptRun(arm, script, pace, firstPort);
        string[] results = [.. script.Steps.Select(run.Do)];
        foreach (string host in run._down) arm.Restart(host);
        foreach ((IActorRef socket, _, _) in run._sockets.Values) arm.Begin(socket, new SocketCall.Close());
        arm.Pass(pace);
        return results;
    }

    private string Do(ScriptStep step)
    {
        string result = Result(step);
        _arm.Settle(_pace);
        return result;
    }

    private string Result(ScriptStep step)
    {
        switch (step)
        {
            case ScriptStep.Open open:
                if (_down.Contains(open.Host)) return "down";
                _sockets[open.Name] = (_arm.Open(open.Host, open.Stream), open.Host, open.Stream);
                return "opened";
            case ScriptStep.Crash { Restart: true } restart:
                if (_down.Remove(restart.Name)) _arm.Restart(restart.Name);
                return "restarted";
            case ScriptStep.Crash crash:
                Crash(crash.Name);
                return "crashed";
        }

        // As in a program: a name that no socket has (any more).
        if (!_sockets.TryGetValue(step.Name, out (IActorRef Socket, string Host, bool Stream) known)) return "EBADF";
        if (step is ScriptStep.Await) return Await(step.Name);
        if (_waiting.ContainsKey(step.Name)) return "busy";
        if (step is ScriptStep.Begin begin) return Begin(begin, known.Socket);
        if (Call(step) is not { } call) return "EBADF";
        if (AnswerTo(known.Socket, call) is not { } reply) return "no answer";
        if (call is SocketCall.Close) _sockets.Remove(step.Name);
        return Describe(step.Name, (step as ScriptStep.Accept)?.As, reply, known.Stream);
    }

    // A socket that fails never answers.
    private SocketReply? AnswerTo(IActorRef socket, SocketCall call)
    {
        try
        {
            return _arm.Begin(socket, call).Wait();
        }
        catch (Xunit.Sdk.XunitException)
        {
            return null;
        }
    }

    private void Crash(string host)
    {
        if (!_down.Add(host)) return;
        _arm.Crash(host);
        foreach (string name in _sockets.Where(socket => socket.Value.Host == host).Select(socket => socket.Key).ToList())
        {
            _sockets.Remove(name);
            _waiting.Remove(name);
        }
    }

    private string Begin(ScriptStep.Begin begin, IActorRef socket)
    {
        SocketCall call = begin.As is null ? new SocketCall.Receive(100, null) : new SocketCall.Accept(null);
        _waiting[begin.Name] = (_arm.Begin(socket, call), begin.As);
        return "begun";
    }

    private string Await(string name)
    {
        if (!_waiting.TryGetValue(name, out (IPendingReply Reply, string? As) waiting)) return "nothing began";
        if (waiting.Reply.TryTake() is not { } reply) return "waits";
        _waiting.Remove(name);
        return Describe(name, waiting.As, reply, _sockets[name].Stream);
    }

    private SocketCall? Call(ScriptStep step)
    {
        var patience = SimDuration.FromMilliseconds(10 * _pace);
        switch (step)
        {
            case ScriptStep.At at when PortOf(at.Port) is { } port:
                var endpoint = new IpEndpoint(AddressOf(at.Place), port);
                if (at.Call == "bind") return new SocketCall.Bind(endpoint);
                if (at.Call == "connect") return new SocketCall.Connect(endpoint, patience);
                return new SocketCall.SendTo(endpoint, Encoding.UTF8.GetBytes(at.Text));
            case ScriptStep.Do plain:
                return plain.Call;
            case ScriptStep.Option option:
                return new SocketCall.SetOption(option.Name2, option.Value, option.Group is { } group ? AddressOf(group) : default);
            case ScriptStep.Receive receive:
                return new SocketCall.Receive(receive.Size, patience);
            case ScriptStep.Accept:
                return new SocketCall.Accept(patience);
            default:
                return null;
        }
    }

    private int? PortOf(ScriptPort port)
    {
        if (port.Of is { } other) return _ports.TryGetValue(other, out int its) ? its : null;
        return port.Number == 0 ? 0 : _firstPort + port.Number;
    }

    private Ipv4Address AddressOf(Place place) => place switch
    {
        Place.Any => Ipv4Address.Any,
        Place.Localhost => _arm.Localhost,
        Place.Alice => _arm.AddressOf("alice"),
        Place.Bob => _arm.AddressOf("bob"),
        Place.Carol => _arm.AddressOf("carol"),
        Place.AliceOnLan => _arm.OnLan("alice"),
        Place.BobOnLan => _arm.OnLan("bob"),
        Place.Nowhere => Ipv4Address.FromOctets(192, 0, 2, 1),
        Place.Broadcast => _arm.Broadcast,
        Place.LimitedBroadcast => Ipv4Address.LimitedBroadcast,
        Place.Group => Ipv4Address.FromOctets(239, 1, 2, 3),
        Place.OtherGroup => Ipv4Address.FromOctets(239, 1, 2, 4),
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "No such place."),
    };

    private string Describe(string name, string? accepted, SocketReply reply, bool stream)
    {
        switch (reply)
        {
            case SocketReply.Done done:
                return done.Errno == Errno.None ? "done" : done.Errno.ToString();
            case SocketReply.Bound bound:
                _ports[name] = bound.Local.Port;
                return $"bound to {Describe(bound.Local)}";
            case SocketReply.Sent sent:
                return $"sent {sent.Bytes}";
            case SocketReply.Data data:
                return $"'{Encoding.UTF8.GetString(data.Bytes)}'{(stream ? "" : $" from {Describe(data.From)}")}";
            case ConnectionAccepted connection:
                _sockets[accepted!] = (connection.Socket, _sockets[name].Host, true);
                return $"accepted {Describe(connection.Peer)}";
            default:
                return reply.ToString();
        }
    }

    private string Describe(IpEndpoint endpoint)
    {
        int own = endpoint.Port - _firstPort;
        string port = own is >= 1 and <= ScriptPort.Count ? $"{own}"
            : _ports.FirstOrDefault(known => known.Value == endpoint.Port).Key is { } of ? $"port of {of}" : "a free port";
        foreach (Place place in Enum.GetValues<Place>())
            if (AddressOf(place) == endpoint.Address) return $"{place}:{port}";
        return $"{endpoint.Address}:{port}";
    }
}
