namespace NetComm.Network;

/// <summary>Puts fragments together again at their destination (RFC 791, 3.2). A pure table: the node asks the clock.</summary>
internal sealed class Reassembly
{
    /// <summary>How long the parts of a datagram wait for the others: as Linux's ipfrag_time.</summary>
    internal static readonly SimDuration Timeout = SimDuration.FromSeconds(30);

    private sealed class Parts
    {
        internal SortedDictionary<int, (Fragment Part, FlippedByte FlippedByte)> ByOffset { get; } = [];

        internal bool AreWhole
        {
            get
            {
                int next = 0;
                foreach ((Fragment part, _) in ByOffset.Values)
                {
                    if (part.Offset != next) return false;
                    next += part.Length;
                }

                return ByOffset.Count > 0 && !ByOffset.Values.Last().Part.More;
            }
        }
    }

    private readonly Dictionary<long, Parts> _datagrams = [];

    /// <summary>Of the datagram last made whole: a byte with a flipped bit, in the part that it came with.</summary>
    internal FlippedByte FlippedByte { get; private set; }

    /// <summary>True where the datagram is whole. <paramref name="first"/>: no other part of it was waiting.</summary>
    internal bool Add(Fragment fragment, FlippedByte flippedByte, out bool first)
    {
        first = !_datagrams.TryGetValue(fragment.Datagram, out Parts? parts);
        if (parts is null) _datagrams[fragment.Datagram] = parts = new Parts();
        parts.ByOffset[fragment.Offset] = (fragment, flippedByte);
        if (!parts.AreWhole) return false;
        FlippedByte = parts.ByOffset.Values.Select(part => part.FlippedByte).FirstOrDefault(flipped => !flipped.IsNone);
        _datagrams.Remove(fragment.Datagram);
        return true;
    }

    /// <summary>Forgets a datagram; false where it has become whole since.</summary>
    internal bool GiveUp(long datagram) => _datagrams.Remove(datagram);
}
