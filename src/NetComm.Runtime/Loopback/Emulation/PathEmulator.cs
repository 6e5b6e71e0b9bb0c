namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>
/// How sockets reach the <see cref="EmulatedNetwork"/> from any thread, by a lock: what a real socket sends first travels there, hop by hop
/// along the route that a simulated run takes, before the system sees it. So what is lost is never sent, a duplicate is sent twice, and a
/// receiver may as well be an outside program; the system's own loopback interface adds tens of microseconds at the end.
/// </summary>
internal sealed class PathEmulator
{
    private readonly TimerThread _timer;
    private readonly EmulatedNetwork _network;

    /// <summary>The scenario has its own addresses here: they decide between routes of equal cost.</summary>
    internal PathEmulator(Scenario written, TimerThread timer, RunProgress progress, TraceSink trace)
    {
        _timer = timer;
        _network = new EmulatedNetwork(written, timer, Gate, progress, trace);
    }

    /// <summary>Is held by whoever reads or changes the network: the timer thread while something happens in it, and sockets.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Who belongs to which multicast group. Under <see cref="Gate"/>.</summary>
    internal Memberships Members => _network.Members;

    /// <summary>How many times a packet crossed a link direction or LAN port.</summary>
    internal long Crossings => _network.PacketHops;

    /// <summary>Whether all that is under way are TCP segments that wait for the network to change. On the timer thread.</summary>
    internal bool IsStuck => _network.IsStuck;

    /// <summary>The number by which the network knows a group. Under <see cref="Gate"/>.</summary>
    internal int GroupOf(Ipv4Address group) => _network.Map.Addresses.GroupOf(group);

    /// <summary>The address of a group. Under <see cref="Gate"/>.</summary>
    internal Ipv4Address GroupAddress(int group) => _network.Map.Addresses.GroupAddress(group);

    /// <summary>Sends a packet on its way, now. From any thread.</summary>
    internal void Carry(EmulatedPacket packet) => _timer.Post(now =>
    {
        lock (Gate) _network.SetOut(packet, now);
    });

    /// <summary>Those who share an anycast service's address, as one destination. From any thread.</summary>
    internal int DestinationOf(AnycastService service)
    {
        lock (Gate) return _network.Map.Addresses.DestinationOf(_network.Scenario.AnycastServices[service.Index].Address);
    }

    /// <summary>An address of the link or LAN that nobody has, as one destination: whoever would have it. From any thread.</summary>
    /// <param name="known">The network as the run knows it, of which the address is.</param>
    internal int DestinationOfNobody(int medium, Ipv4Network known, Ipv4Address address)
    {
        uint host = address.Value & ~known.Mask;
        lock (Gate) return _network.Map.Addresses.Nobody(new(_network.Scenario.Links[medium].Network.Address.Value | host));
    }

    /// <summary>Whether the node is the destination, or one of those that share its address. From any thread.</summary>
    internal bool IsAt(int destination, int node) => _network.Map.Addresses.IsAt(destination, node);

    /// <summary>The interface by which a node sends to a destination; −1 without a route. From any thread.</summary>
    internal int FirstInterface(int from, int to)
    {
        lock (Gate) return _network.Map.Next(from, to).Interface;
    }

    /// <summary>The node at which a route to the destination ends, as things stand; −1 without a route. From any thread.</summary>
    internal int Follow(int from, int destination)
    {
        lock (Gate) return Anycast.NearestTo(_network, from, destination);
    }

    /// <summary>The slowest rate and the whole delay of the way between two nodes. On the timer thread.</summary>
    internal (Bandwidth Rate, SimDuration Delay) Describe(int from, int to)
    {
        Bandwidth slowest = Bandwidth.Infinite;
        SimDuration delay = SimDuration.Zero;
        lock (Gate)
        {
            foreach (LinkProperties properties in _network.PathBetween(from, to))
            {
                if (properties.Rate < slowest) slowest = properties.Rate;
                delay += properties.Delay;
            }
        }

        return (slowest, delay);
    }

    /// <summary>Changes the network; what waited for that tries again. On the timer thread.</summary>
    internal void Change(Action<EmulatedNetwork> change, SimTime now)
    {
        lock (Gate)
        {
            change(_network);
            _network.ResumeStalled(now);
        }
    }
}
