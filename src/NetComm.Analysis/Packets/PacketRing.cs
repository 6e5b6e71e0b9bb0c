using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetComm.Analysis;

/// <summary>Tracked packets by number, in a ring: finding one is an array access. It grows for packets open when overwritten.</summary>
internal sealed class PacketRing
{
    private const int FirstCapacity = 1024;
    private const int Oldest = 16;
    private const int Stragglers = 3;

    private readonly Dictionary<long, TrackedPacket> _aside = [];
    private TrackedPacket[] _ring = new TrackedPacket[FirstCapacity];
    private long _mask = FirstCapacity - 1;

    /// <summary>The packet with this number; a null reference where it is unknown or forgotten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TrackedPacket Find(long number)
    {
        ref TrackedPacket slot = ref _ring[number & _mask];
        if (slot.Number == number && number != 0) return ref slot;
        return ref FindAside(number);
    }

    /// <summary>The slot for a new packet, with what it held before. References from before this call are stale.</summary>
    public ref TrackedPacket Claim(long number)
    {
        ref TrackedPacket slot = ref _ring[number & _mask];
        return ref slot.Number == 0 || !MayMatter(slot) ? ref slot : ref ClaimOpen(number);
    }

    /// <summary>All packets that are still open, in no particular order.</summary>
    public void VisitOpen(Action<TrackedPacket> visit)
    {
        foreach (TrackedPacket packet in _ring)
        {
            if (packet.Number != 0 && packet.IsOpen) visit(packet);
        }

        foreach (TrackedPacket packet in _aside.Values)
        {
            if (packet.IsOpen) visit(packet);
        }
    }

    private ref TrackedPacket FindAside(long number)
    {
        if (_aside.Count == 0) return ref Unsafe.NullRef<TrackedPacket>();
        return ref CollectionsMarshal.GetValueRefOrNullRef(_aside, number);
    }

    private bool MayMatter(in TrackedPacket packet)
    {
        if (packet.Role != PacketRole.Fragment) return packet.IsOpen;
        ref TrackedPacket whole = ref Find(packet.Origin);
        return !Unsafe.IsNullRef(ref whole) && whole.IsOpen;
    }

    private ref TrackedPacket ClaimOpen(long number)
    {
        if (OldestAreOpen(number))
        {
            Grow();
            return ref Claim(number);
        }

        ref TrackedPacket slot = ref _ring[number & _mask];
        _aside[slot.Number] = slot;
        slot = default;
        return ref slot;
    }

    /// <summary>Whether this is no straggler: several of the next oldest are open too, so the ring is too small.</summary>
    private bool OldestAreOpen(long number)
    {
        int open = 0;
        for (long next = number + 1; next <= number + Oldest; next++)
        {
            ref TrackedPacket slot = ref _ring[next & _mask];
            if (slot.Number != 0 && MayMatter(slot)) open++;
        }

        return open >= Stragglers;
    }

    private void Grow()
    {
        var bigger = new TrackedPacket[_ring.Length * 2];
        long mask = bigger.Length - 1;
        foreach (TrackedPacket packet in _ring)
        {
            if (packet.Number != 0) bigger[packet.Number & mask] = packet;
        }

        _ring = bigger;
        _mask = mask;
    }
}
