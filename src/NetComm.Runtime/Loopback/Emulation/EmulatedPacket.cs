namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>What a socket sends over the emulated links in place of a packet: size and whereabouts of it and all its copies.</summary>
internal sealed class EmulatedPacket
{
    private readonly HashSet<int> _reached = [];
    private int _copies;

    internal required long Number { get; init; }

    internal required int From { get; init; }

    /// <summary>The nodes it is for; or, as one destination beyond all nodes, those who share an address (the nearest gets it).</summary>
    internal required IReadOnlyList<int> To { get; init; }

    /// <summary>The interface that sends it to all on its link or LAN; −1 where it is routed.</summary>
    internal int BroadcastFrom { get; init; } = -1;

    /// <summary>The multicast group that it is for; null: it is for one node, or for all on a link or LAN.</summary>
    internal Ipv4Address? Group { get; init; }

    internal required int Bytes { get; init; }

    /// <summary>Whose it is; nobody's where a program sends a datagram.</summary>
    internal Owner Owner { get; init; }

    /// <summary>With <see cref="Destination"/>, what a queue tells flows apart by; of TCP the ports alone.</summary>
    internal IpEndpoint Source { get; init; }

    internal IpEndpoint Destination { get; init; }

    internal byte Ttl { get; init; } = 64;

    internal byte Dscp { get; init; }

    /// <summary>A TCP segment: it meets delay and rate, is never lost by chance or for want of room, and waits out what is down.</summary>
    internal bool IsReliable { get; init; }

    /// <summary>It has reached a node that it is for. Called on the timer thread.</summary>
    internal required Action<int, SimTime> Arrived { get; init; }

    /// <summary>It will not reach this node. Called on the timer thread, when no copy of it is under way any more.</summary>
    internal Action<int>? Lost { get; init; }

    /// <summary>It reaches a node once more: a link has made a copy. Called on the timer thread.</summary>
    internal Action<int>? Copied { get; init; }

    internal bool HasArrived => _reached.Count > 0;

    internal void Add() => _copies++;

    /// <summary>One of those has ended: true where it was the last.</summary>
    internal bool Remove() => --_copies == 0;

    internal void Arrive(int node, SimTime now)
    {
        if (!_reached.Add(node)) Copied?.Invoke(node);
        Arrived(node, now);
    }

    internal void End(Func<int, int, bool> isAt)
    {
        foreach (int to in To.Where(to => !_reached.Any(node => isAt(to, node)))) Lost?.Invoke(to);
    }
}

/// <summary>One packet that counts as under way (<see cref="RunProgress"/>) until whoever has it, or finds it, ends it.</summary>
internal sealed class UnderWay(RunProgress progress)
{
    private int _ended;

    /// <summary>It has arrived, or will not; false where it had ended before. From any thread.</summary>
    internal bool End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return false;
        progress.ArrivedShared();
        return true;
    }
}
