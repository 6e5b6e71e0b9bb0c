namespace NetComm.Model;

/// <summary>Hands out networks from 10.0.0.0/24 upward, but those that the file writes (scenario language, 'Addresses').</summary>
internal sealed class AddressPool
{
    /// <summary>From this network on, counted from 1, links get a /30: 10.0.0.0/8 has 65 536 networks of the size /24.</summary>
    public const int FirstSmallNetwork = 20_000;

    private const long Beyond = 0x0B000000;
    private static readonly Ipv4Address First = new(0x0A000000);

    private readonly List<(long Start, long End)> _taken;
    private long _next;
    private int _given;

    /// <summary>A pool that skips every /24 in which one of these networks lies.</summary>
    /// <param name="first">The first address of the pool. Default 10.0.0.0.</param>
    public AddressPool(IEnumerable<Ipv4Network> written, Ipv4Address? first = null)
    {
        _next = (first ?? First).Value;
        _taken = [];
        foreach ((long start, long end) in written.Select(Whole).Order())
        {
            if (_taken.Count > 0 && start <= _taken[^1].End) _taken[^1] = (_taken[^1].Start, Math.Max(end, _taken[^1].End));
            else _taken.Add((start, end));
        }
    }

    /// <summary>The next network for this many members; null where 10.0.0.0/8 is used up.</summary>
    public Ipv4Network? Next(int members, bool isLan)
    {
        int length = !isLan && _given + 1 >= FirstSmallNetwork ? 30 : PrefixFor(members);
        long size = 1L << 32 - length;
        long start = Aligned(_next, size);
        while (Collision(start, start + size) is { } end) start = Aligned(end, size);
        if (start + size > Beyond) return null;
        _next = start + size;
        _given++;
        return new(new((uint)start), length);
    }

    /// <summary>The prefix of the smallest network, but not below a /24, that has room for this many members.</summary>
    public static int PrefixFor(int members)
    {
        int length = 24;
        while (length > 8 && (1L << 32 - length) - 2 < members) length--;
        return length;
    }

    private static (long Start, long End) Whole(Ipv4Network network)
    {
        long end = (long)network.Broadcast.Value + 1;
        return (network.Address.Value & ~255L, Aligned(end, 256));
    }

    private static long Aligned(long value, long size) => (value + size - 1) / size * size;

    /// <summary>The end of a taken range that overlaps this one.</summary>
    private long? Collision(long start, long end)
    {
        int low = 0, high = _taken.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_taken[middle].End <= start) low = middle + 1;
            else high = middle;
        }

        return low < _taken.Count && _taken[low].Start < end ? _taken[low].End : null;
    }
}
