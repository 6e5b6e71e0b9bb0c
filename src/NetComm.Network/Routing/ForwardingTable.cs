using System.Numerics;

namespace NetComm.Network;

/// <summary>
/// A node's next hops for the destinations that it sends to most: looked up once for each and after a change, unless another destination
/// takes the place. It grows where several want one place, as routers have many destinations and hosts few.
/// </summary>
internal sealed class ForwardingTable(NetworkState map, Node node)
{
    private readonly record struct Entry(int Destination, NextHop Hop)
    {
        internal static readonly Entry Free = new(-1, NextHop.None);
    }

    private const int Smallest = 2;
    private const int Largest = 4096;

    private Entry[] _entries = [Entry.Free, Entry.Free];
    private long _version = -1;
    private int _displaced;

    internal NextHop Next(int destination)
    {
        if (map.Version != _version) Forget();
        ref Entry entry = ref _entries[destination & (_entries.Length - 1)];
        return entry.Destination == destination ? entry.Hop : LookUp(destination);
    }

    private NextHop LookUp(int destination)
    {
        NextHop hop = map.Next(node.Index, destination);
        if (_entries[destination & (_entries.Length - 1)] != Entry.Free && ++_displaced > _entries.Length) Grow();
        _entries[destination & (_entries.Length - 1)] = new(destination, hop);
        return hop;
    }

    private void Forget()
    {
        _version = map.Version;
        Array.Fill(_entries, Entry.Free);
    }

    private void Grow()
    {
        _displaced = 0;
        int room = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(map.Addresses.Destinations, Smallest, Largest));
        if (_entries.Length >= room) return;
        _entries = new Entry[2 * _entries.Length];
        Array.Fill(_entries, Entry.Free);
    }
}
