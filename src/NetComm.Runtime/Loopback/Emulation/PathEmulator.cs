using System.Text;
using NetComm.Network;
using NetComm.Protocols.Ip;
using NetComm.Tracing;

namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>
/// The scenario's links, LANs and routers, emulated in user space: what a real socket sends first travels here, hop by hop along the route
/// that a simulated run takes, at the sender and before the system sees it. So what is lost is never sent, a duplicate is sent twice, and a
/// receiver may as well be an outside program; the system's own loopback interface adds its tens of microseconds at the end.
/// </summary>
/// <remarks>Not modelled: ARP (loopback has none) and fragmentation.</remarks>
internal sealed class PathEmulator
{
    private readonly Scenario _scenario;
    private readonly NetworkState _map;
    private readonly Lock _mapGate = new();
    private readonly NetworkInterface[] _interfaces;
    private readonly EmulatedWire[] _wires;
    private readonly int[] _firstWire;
    private readonly List<EmulatedPacketCopy> _stalled = [];

    /// <summary>
    /// Emulates the links of <paramref name="written"/>, the scenario with its own addresses (they decide between routes of equal cost).
    /// </summary>
    internal PathEmulator(Scenario written, TimerThread timer, ITraceSink trace)
    {
        _scenario = written;
        _map = new NetworkState(written with { Routing = RoutingKind.Static });
        Timer = timer;
        Trace = trace;
        _interfaces = [.. written.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
        IReadOnlyList<Direction> directions = Direction.Of(written.Nodes, written.Links);
        _wires = new EmulatedWire[directions.Count];
        _firstWire = new int[written.Links.Count];
        int next = 0;
        foreach (LinkOrLan medium in written.Links)
        {
            _firstWire[medium.Index] = next;
            foreach ((LinkProperties properties, Action<EmulatedPacketCopy, SimTime> far) in WiresOf(medium))
            {
                RandomStream luck = RandomStream.For(written.Seed, $"link:{directions[next].Label}");
                _wires[next] = new EmulatedWire(this, directions[next], properties, luck, far);
                next++;
            }
        }
    }

    internal TimerThread Timer { get; }

    internal ITraceSink Trace { get; }

    /// <summary>How many times a packet crossed a link direction or LAN port.</summary>
    internal long Crossings => _wires.Sum(wire => wire.Crossings);

    /// <summary>Whether all that is under way are TCP segments that wait for the network to change. On the timer thread.</summary>
    internal bool IsStuck => _stalled.Count > 0 && _wires.All(wire => wire.IsEmpty);

    /// <summary>Sends a parcel on its way, now. From any thread.</summary>
    internal void Carry(EmulatedPacket parcel) => Timer.Post(now => SetOut(new EmulatedPacketCopy(parcel, parcel.To, parcel.Ttl), now));

    /// <summary>Those who share an anycast service's address, as one destination. From any thread.</summary>
    internal int DestinationOf(AnycastService service) => _map.Addresses.DestinationOf(_scenario.AnycastServices[service.Index].Address);

    /// <summary>Whether the node is the destination, or one of those that share its address. From any thread.</summary>
    internal bool IsAt(int destination, int node) => _map.Addresses.IsAt(destination, node);

    /// <summary>
    /// The interface by which <paramref name="from"/> sends to the destination <paramref name="to"/>; −1 without a route. From any thread.
    /// </summary>
    internal int FirstInterface(int from, int to)
    {
        lock (_mapGate) return _map.Next(from, to).Interface;
    }

    /// <summary>The node at which a route to the destination ends, as things stand; −1 without a route. From any thread.</summary>
    internal int Follow(int from, int destination)
    {
        int at = from;
        for (int hops = 0; !IsAt(destination, at); hops++)
        {
            if (Next(at, destination) is not { Interface: >= 0 } hop || hops > _interfaces.Length) return -1;
            at = _interfaces[hop.NextInterface].Node;
        }

        return at;
    }

    /// <summary>The slowest rate and the whole delay of the way between two nodes. On the timer thread.</summary>
    internal (Bandwidth Rate, SimDuration Delay) Describe(int from, int to)
    {
        Bandwidth slowest = Bandwidth.Infinite;
        SimDuration delay = SimDuration.Zero;
        for (int at = from; at != to && Next(at, to) is { Interface: >= 0 } hop; at = _interfaces[hop.NextInterface].Node)
        {
            foreach (EmulatedWire wire in WiresFrom(_interfaces[hop.Interface], _interfaces[hop.NextInterface]))
            {
                if (wire.Properties.Rate < slowest) slowest = wire.Properties.Rate;
                delay += wire.Properties.Delay;
            }
        }

        return (slowest, delay);
    }

    /// <summary>Lets a fault happen. On the timer thread.</summary>
    internal void Happen(FaultChange change, SimTime now)
    {
        switch (change)
        {
            case FaultChange.LinkDown down:
                SetDown(down.Medium, true);
                Trace.Write(TraceEvents.At(now, TraceEventKind.MediumDown, down.Medium));
                foreach (EmulatedWire wire in WiresOn(down.Medium)) wire.GoDown(now);
                break;
            case FaultChange.LinkUp up:
                SetDown(up.Medium, false);
                Trace.Write(TraceEvents.At(now, TraceEventKind.MediumUp, up.Medium));
                foreach (EmulatedWire wire in WiresOn(up.Medium)) wire.ComeUp();
                break;
            case FaultChange.LinkSet set:
                byte[] text = Encoding.UTF8.GetBytes(set.Text);
                Trace.Write(TraceEvents.WithBytes(now, TraceEventKind.MediumSet, set.Medium, text.Length), text);
                Set(set);
                break;
            case FaultChange.NodeCrash crash:
                SetCrashed(crash.Node, true);
                Trace.Write(TraceEvents.At(now, TraceEventKind.NodeCrashed, crash.Node));
                break;
            case FaultChange.NodeRestart restart:
                SetCrashed(restart.Node, false);
                Trace.Write(TraceEvents.At(now, TraceEventKind.NodeRestarted, restart.Node));
                break;
        }

        ResumeStalled(now);
    }

    /// <summary>Ends a copy: it is lost, or, if it is a TCP segment, it waits until the network changes.</summary>
    internal void End(EmulatedPacketCopy copy)
    {
        if (copy.EmulatedPacket.IsReliable) _stalled.Add(copy);
        else foreach (int node in copy.To) copy.EmulatedPacket.Lost?.Invoke(node);
    }

    /// <summary>The wires of a medium in the order of their directions, each with what becomes of that which comes out of it.</summary>
    private IEnumerable<(LinkProperties Properties, Action<EmulatedPacketCopy, SimTime> Far)> WiresOf(LinkOrLan medium)
    {
        if (medium is Link link)
        {
            yield return (link.Forward, (copy, now) => Reach(link.Interfaces[1], copy, now));
            yield return (link.Backward, (copy, now) => Reach(link.Interfaces[0], copy, now));
            yield break;
        }

        (LinkProperties up, LinkProperties down) = LanSides.Of(((Lan)medium).Properties);
        foreach (NetworkInterface member in medium.Interfaces)
        {
            yield return (up, (copy, now) => Switch(member, copy, now));
            yield return (down, (copy, now) => Reach(member, copy, now));
        }
    }

    private EmulatedWire[] WiresOn(int medium)
    {
        int end = medium + 1 < _firstWire.Length ? _firstWire[medium + 1] : _wires.Length;
        return _wires[_firstWire[medium]..end];
    }

    private EmulatedWire Outwards(NetworkInterface at) =>
        _wires[_firstWire[at.Medium] + (_scenario.Links[at.Medium] is Lan ? 2 * at.Port : at.Port)];

    private EmulatedWire Downwards(NetworkInterface member) => _wires[_firstWire[member.Medium] + 2 * member.Port + 1];

    private EmulatedWire[] WiresFrom(NetworkInterface from, NetworkInterface to) =>
        _scenario.Links[from.Medium] is Lan ? [Outwards(from), Downwards(to)] : [Outwards(from)];

    private NextHop Next(int from, int to)
    {
        lock (_mapGate) return _map.Next(from, to);
    }

    private bool IsCrashed(int node)
    {
        lock (_mapGate) return _map.IsCrashed(node);
    }

    private void SetDown(int medium, bool down)
    {
        lock (_mapGate) _map.SetDown(medium, down);
    }

    private void SetCrashed(int node, bool crashed)
    {
        lock (_mapGate) _map.SetCrashed(node, crashed);
    }

    private void Set(FaultChange.LinkSet set)
    {
        EmulatedWire[] wires = WiresOn(set.Medium);
        if (_scenario.Links[set.Medium] is Link)
        {
            wires[0].Properties = set.Forward.ApplyTo(wires[0].Properties);
            wires[1].Properties = set.Backward.ApplyTo(wires[1].Properties);
            return;
        }

        LinkProperties whole = LanSides.Whole(wires[0].Properties, wires[1].Properties);
        (LinkProperties up, LinkProperties down) = LanSides.Of(set.Forward.ApplyTo(whole));
        for (int i = 0; i < wires.Length; i++) wires[i].Properties = i % 2 == 0 ? up : down;
    }

    private void ResumeStalled(SimTime now)
    {
        EmulatedPacketCopy[] waiting = [.. _stalled];
        _stalled.Clear();
        foreach (EmulatedPacketCopy copy in waiting) SetOut(copy with { Ttl = copy.EmulatedPacket.Ttl }, now);
    }

    private void SetOut(EmulatedPacketCopy copy, SimTime now)
    {
        int from = copy.EmulatedPacket.BroadcastFrom;
        if (IsCrashed(copy.EmulatedPacket.From)) DropAt(copy.EmulatedPacket.From, copy, DropReason.Down, now);
        else if (from >= 0) Outwards(_interfaces[from]).Carry(copy, now);
        else SendOn(copy.EmulatedPacket.From, copy, now);
    }

    private void Reach(NetworkInterface at, EmulatedPacketCopy copy, SimTime now)
    {
        if (IsCrashed(at.Node))
        {
            DropAt(at.Node, copy, DropReason.Down, now);
            return;
        }

        if (copy.FlippedByte is >= 0 and < Ipv4Header.MinimumSize)
        {
            DropAt(at.Node, copy, DropReason.Checksum, now);
            return;
        }

        Arrive(at.Node, copy, now);
        EmulatedPacketCopy others = copy with { To = [.. copy.To.Where(to => !IsAt(to, at.Node))] };
        if (copy.EmulatedPacket.BroadcastFrom >= 0 || others.To.Count == 0) return;

        // Only routers forward, and hosts are never on the way to others.
        EmulatedPacketCopy older = others with { Ttl = (byte)(others.Ttl - 1) };
        if (older.Ttl == 0) DropAt(at.Node, older, DropReason.TtlExpired, now);
        else SendOn(at.Node, older, now);
    }

    private void Arrive(int node, EmulatedPacketCopy copy, SimTime now)
    {
        int[] here = [.. copy.To.Where(to => IsAt(to, node))];
        if (here.Length == 0) return;
        if (copy.FlippedByte >= 0) DropAt(node, copy with { To = here }, DropReason.Checksum, now);
        else copy.EmulatedPacket.Arrived(node, now);
    }

    private void SendOn(int node, EmulatedPacketCopy copy, SimTime now)
    {
        Arrive(node, copy, now);

        // One copy for each interface: a LAN's switch makes the copies for its ports.
        foreach (IGrouping<int, int> way in copy.To.Where(to => !IsAt(to, node)).GroupBy(to => Next(node, to).Interface))
        {
            EmulatedPacketCopy part = copy with { To = [.. way] };
            if (way.Key < 0) DropAt(node, part, DropReason.NoRoute, now);
            else Outwards(_interfaces[way.Key]).Carry(part, now);
        }
    }

    private void Switch(NetworkInterface from, EmulatedPacketCopy copy, SimTime now)
    {
        LinkOrLan lan = _scenario.Links[from.Medium];
        if (copy.EmulatedPacket.BroadcastFrom >= 0)
        {
            foreach (NetworkInterface member in lan.Interfaces)
            {
                if (member.Port == from.Port) continue;
                Downwards(member).Carry(copy with { To = [.. copy.To.Where(node => node == member.Node)] }, now);
            }

            return;
        }

        foreach (IGrouping<int, int> way in copy.To.GroupBy(to => Next(from.Node, to).NextInterface))
        {
            EmulatedPacketCopy part = copy with { To = [.. way] };
            bool isHere = way.Key >= 0 && _interfaces[way.Key].Medium == from.Medium;
            if (isHere) Downwards(_interfaces[way.Key]).Carry(part, now);
            else DropAt(from.Node, part, DropReason.NoRoute, now);
        }
    }

    private void DropAt(int node, EmulatedPacketCopy copy, DropReason reason, SimTime now)
    {
        Trace.Write(TraceEvents.DroppedAt(now, node, copy.EmulatedPacket.Number, reason));
        End(copy);
    }
}
