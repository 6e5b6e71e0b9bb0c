using NetComm.Network;

namespace NetComm.Conformance.Tests.Scripts;

/// <summary>
/// Draws scripts from one number. It keeps in mind what most probably holds (who listens, who is connected), so that most steps make sense
/// in their place, and every fourth makes none.
/// </summary>
internal sealed class ScriptGenerator
{
    private sealed record Known(string Name, string Host, bool Stream)
    {
        internal int Port { get; set; }
        internal bool Listens { get; set; }
        internal bool IsConnected { get; set; }
        internal bool Waits { get; set; }
        internal int Pending { get; set; }
    }

    private const int MostSockets = 7;
    private static readonly string[] Hosts = ["alice", "bob", "carol"];

    private readonly RandomStream _draw;
    private readonly List<ScriptStep> _steps = [];
    private readonly List<Known> _open = [];
    private readonly List<string> _all = [];
    private readonly HashSet<string> _down = [];
    private readonly bool _crashes;
    private readonly Place[] _many;
    private readonly double _streams;
    private readonly double _wild;

    private ScriptGenerator(long seed, int number)
    {
        _draw = RandomStream.For(seed, $"script:{number}");
        // Datagrams of a script are for one host, for all or for a group: in loopback those come by sockets of their own, in another order.
        _many = OneOf<Place[]>([], [Place.Broadcast, Place.LimitedBroadcast], [Place.Group], [Place.OtherGroup]);
        (_crashes, _streams, _wild) = (Chance(0.15), Below(3) / 2.0, Chance(0.3) ? 0.6 : 0.2);
        int length = 8 + Below(22);
        while (_steps.Count < length) Next();
    }

    internal static SocketScript Script(long seed, int number) => new(number, new ScriptGenerator(seed, number)._steps);

    private int Below(int n) => (int)(_draw.NextDouble() * n);

    private bool Chance(double share) => _draw.NextDouble() < share;

    private T OneOf<T>(params IReadOnlyList<T> some) => some[Below(some.Count)];

    private void Add(ScriptStep step) => _steps.Add(step);

    private void Next()
    {
        if (_crashes && Chance(0.08)) CrashOrRestart();
        else if (_open.Count < 2 || (_all.Count < MostSockets && Chance(0.15))) Open();
        else if (Chance(_wild)) Wild();
        else Sensible(OneOf(_open));
    }

    private void CrashOrRestart()
    {
        string host = OneOf(Hosts);
        bool restart = _down.Contains(host);
        Add(new ScriptStep.Crash(host, restart));
        if (restart) _down.Remove(host);
        else _down.Add(host);
        _open.RemoveAll(socket => socket.Host == host);
    }

    private void Open()
    {
        string host = OneOf(Hosts);
        if (_down.Contains(host)) return;
        Known socket = Named(host, Chance(_streams));
        Add(new ScriptStep.Open(socket.Name, host, socket.Stream));
        if (Chance(0.3)) Add(new ScriptStep.Option(socket.Name, SocketOption.ReuseAddress, 1, null));
        if (Chance(socket.Stream ? 0.5 : 0.7)) Bind(socket);
        if (socket.Port > 0 && socket.Stream) Listen(socket);
        if (!socket.Stream && Chance(0.3)) Add(new ScriptStep.Option(socket.Name, SocketOption.Broadcast, 1, null));
        if (!socket.Stream && MayJoin(host) && Chance(0.3))
            Add(new ScriptStep.Option(socket.Name, SocketOption.JoinGroup, 0, OneOf(Place.Group, Place.Group, Place.OtherGroup)));
    }

    // Linux joins on the interface of the route to the group: carol is on another (see the page on sockets).
    private static bool MayJoin(string host) => host != "carol";

    private Known Named(string host, bool stream)
    {
        var socket = new Known($"s{_all.Count}", host, stream);
        _all.Add(socket.Name);
        _open.Add(socket);
        return socket;
    }

    private void Bind(Known socket)
    {
        socket.Port = 1 + Below(socket.Stream ? 2 : 3);
        Place at = Chance(0.6) ? Place.Any : Chance(0.6) ? OwnPlace(socket.Host) : socket.Stream ? Place.Localhost
            : OneOf(Place.Localhost, Place.Broadcast, Place.Group, Place.LimitedBroadcast, Place.Bob, Place.BobOnLan);
        Add(new ScriptStep.At(socket.Name, "bind", at, new ScriptPort(socket.Port)));
    }

    private Place OwnPlace(string host) => host switch
    {
        "alice" => OneOf(Place.Alice, Place.AliceOnLan),
        "bob" => OneOf(Place.Bob, Place.BobOnLan),
        _ => Place.Carol,
    };

    // Routes lead to a host, whichever of its addresses is meant, so alice and bob do not talk over the LAN (see the page on sockets).
    private Place Towards(string host, string from) => from == host || from == "carol" ? OwnPlace(host) : First(host);

    private static Place First(string host) => Enum.Parse<Place>(host, ignoreCase: true);

    private void Listen(Known socket)
    {
        Add(new ScriptStep.Do(socket.Name, new SocketCall.Listen(OneOf<int?>(0, 1, 2, 5, null))));
        socket.Listens = true;
    }

    private void Sensible(Known socket)
    {
        if (socket.Waits) Await(socket);
        else if (socket.Listens) AcceptAt(socket);
        else if (Chance(0.06)) Close(socket);
        else if (!socket.Stream) Datagrams(socket);
        else if (socket.IsConnected) Talk(socket);
        else Connect(socket);
    }

    private void Await(Known socket)
    {
        Add(new ScriptStep.Await(socket.Name));
        socket.Waits = false;
    }

    private void AcceptAt(Known listener)
    {
        if (Chance(0.1))
        {
            Close(listener);
            return;
        }

        Known accepted = Named(listener.Host, stream: true);
        accepted.IsConnected = true;
        bool begins = listener.Pending == 0 && Chance(0.5);
        Add(begins ? new ScriptStep.Begin(listener.Name, accepted.Name) : new ScriptStep.Accept(listener.Name, accepted.Name));
        if (begins) listener.Waits = true;
        else listener.Pending = Math.Max(0, listener.Pending - 1);
    }

    private void Connect(Known socket)
    {
        Known? listener = _open.Where(other => other.Listens).OrderBy(_ => _draw.NextBits()).FirstOrDefault();
        Place to = listener is null || Chance(0.1) ? AnyPlace() : listener.Host == socket.Host && Chance(0.5) ? Place.Localhost
            : Towards(listener.Host, socket.Host);
        Add(new ScriptStep.At(socket.Name, "connect", to, listener is null ? AnyPort() : new ScriptPort(listener.Port)));
        socket.IsConnected = true;
        if (listener is not null) listener.Pending++;
    }

    private void Talk(Known socket)
    {
        switch (Below(10))
        {
            case < 4:
                Add(new ScriptStep.Do(socket.Name, Text(socket)));
                break;
            case < 7:
                Add(new ScriptStep.Receive(socket.Name, OneOf(1, 3, 100, 100)));
                break;
            case < 8:
                Add(new ScriptStep.Do(socket.Name, Shutdown()));
                break;
            case < 9:
                Add(new ScriptStep.Begin(socket.Name, null));
                socket.Waits = true;
                break;
            default:
                Close(socket);
                break;
        }
    }

    private SocketCall.Send Text(Known socket) => new(System.Text.Encoding.UTF8.GetBytes(Words(socket)));

    // Each text is another, so that it is seen which one came.
    private string Words(Known socket) => Chance(0.08) ? "" : $"{socket.Name} says {_steps.Count}";

    private SocketCall.Shutdown Shutdown() => OneOf(
        new SocketCall.Shutdown(true, false), new SocketCall.Shutdown(false, true), new SocketCall.Shutdown(false, true),
        new SocketCall.Shutdown(true, true));

    private void Datagrams(Known socket)
    {
        switch (Below(10))
        {
            case < 5:
                Known? other = _open.Where(other => !other.Stream && other.Port > 0).OrderBy(_ => _draw.NextBits()).FirstOrDefault();
                Place to = DatagramPlace(socket.Host, other);
                Add(new ScriptStep.At(
                    socket.Name, Chance(0.1) ? "connect" : "sendto", to, other is null ? AnyPort() : new ScriptPort(other.Port),
                    Words(socket)));
                break;
            case < 8:
                Add(new ScriptStep.Receive(socket.Name, OneOf(3, 100, 100)));
                break;
            case < 9:
                Add(new ScriptStep.Do(socket.Name, Text(socket)));
                break;
            default:
                Add(new ScriptStep.Begin(socket.Name, null));
                socket.Waits = true;
                break;
        }
    }

    private Place DatagramPlace(string from, Known? other)
    {
        Place[] many = [.. _many.Where(place => MayJoin(from) || !IsGroup(place))];
        if (many.Length > 0 && Chance(0.8)) return OneOf<Place>(many);
        if (_many.Length > 0 || Chance(0.1)) return Place.Nowhere;
        return other is null || Chance(0.3) ? OneOf(Place.Any, Place.Localhost, Place.Alice, Place.Bob, Place.Carol) : First(other.Host);
    }

    private static bool IsGroup(Place place) => place is Place.Group or Place.OtherGroup;

    private void Close(Known socket)
    {
        Add(new ScriptStep.Do(socket.Name, new SocketCall.Close()));
        _open.Remove(socket);
    }

    private Place AnyPlace() =>
        OneOf<Place>([.. Enum.GetValues<Place>().Where(place => place is not (Place.AliceOnLan or Place.BobOnLan))]);

    private Place PlaceFor(string name) =>
        _open.Find(socket => socket.Name == name) is { Stream: false } socket ? DatagramPlace(socket.Host, other: null) : AnyPlace();

    private ScriptPort AnyPort() =>
        Chance(0.15) ? new ScriptPort(0, OneOf<string>(_all)) : new ScriptPort(Chance(0.05) ? 0 : 1 + Below(ScriptPort.Count));

    private void Wild()
    {
        string name = Chance(0.9) ? OneOf<Known>(_open).Name : OneOf<string>(_all);
        if (_open.Find(socket => socket.Name == name) is { Waits: true } waits)
        {
            Await(waits);
            return;
        }

        switch (Below(9))
        {
            case 0:
                Place at = AnyPlace();
                bool isToMany = IsGroup(at) || at is Place.Broadcast or Place.LimitedBroadcast;

                // A stream socket that is bound to many is nobody's peer (see the page on sockets).
                if (!isToMany || _open.Find(socket => socket.Name == name) is { Stream: false })
                    Add(new ScriptStep.At(name, "bind", at, AnyPort()));
                break;
            case 1:
                Add(new ScriptStep.At(name, "connect", PlaceFor(name), AnyPort()));
                break;
            case 2:
                Add(new ScriptStep.At(name, "sendto", PlaceFor(name), AnyPort(), $"{name} calls {_steps.Count}"));
                break;
            case 3:
                Add(new ScriptStep.Do(name, OneOf<SocketCall>(Shutdown(), new SocketCall.Listen(1), new SocketCall.Close())));
                break;
            case 4:
                Add(new ScriptStep.Receive(name, 100));
                break;
            case 5:
                Add(new ScriptStep.Do(name, new SocketCall.Send([(byte)'x'])));
                break;
            case 6:
                Add(new ScriptStep.Accept(name, $"s{_all.Count}"));
                _all.Add($"s{_all.Count}");
                break;
            default:
                WildOption(name);
                break;
        }
    }

    private void WildOption(string name)
    {
        SocketOption option = OneOf<SocketOption>(Enum.GetValues<SocketOption>());
        if (option == SocketOption.JoinGroup && _open.Find(socket => socket.Name == name) is { } socket && !MayJoin(socket.Host)) return;
        bool isMembership = option is SocketOption.JoinGroup or SocketOption.LeaveGroup;
        Place? group = isMembership ? OneOf(Place.Group, Place.OtherGroup, Place.Alice) : null;
        int value = option is SocketOption.Ttl or SocketOption.MulticastTtl ? OneOf(0, 1, 2, 64, 255, 256) : Below(2);
        Add(new ScriptStep.Option(name, option, value, group));
    }
}
