namespace NetComm.Scenarios.Recordings;

/// <summary>The conversations of a capture: each direction, as each interface saw it, with the times and sizes of its payload.</summary>
internal sealed class Conversations
{
    private readonly Dictionary<Key, Direction> _known = [];

    private readonly record struct Key(int Interface, uint Device, Transport Transport, RecordedEndpoint From, RecordedEndpoint To);

    /// <summary>One direction, as one interface saw it.</summary>
    internal sealed class Direction(Transport transport, RecordedEndpoint from, RecordedEndpoint to)
    {
        private readonly SeenBytes? _seen = transport == Transport.Tcp ? new() : null;

        public Transport Transport => transport;

        public RecordedEndpoint From => from;

        public RecordedEndpoint To => to;

        public List<(Int128 Time, int Bytes)> Packets { get; } = [];

        public long Bytes { get; private set; }

        public void Add(in PacketHeaders headers, Int128 time)
        {
            int bytes = _seen is null ? headers.Bytes : _seen.Add(headers.Sequence, headers.Bytes, headers.IsSyn);
            if (bytes == 0) return;
            Packets.Add((time, bytes));
            Bytes += bytes;
        }
    }

    /// <summary>All directions with payload, in the order in which they appear.</summary>
    public List<Direction> All { get; } = [];

    /// <summary>Packets whose headers the capture has cut.</summary>
    public int Cut { get; private set; }

    /// <summary>The link type of frames that cannot be read; null where all can.</summary>
    public int? UnknownLink { get; private set; }

    /// <summary>Takes a captured frame in.</summary>
    /// <param name="on">The place of its interface.</param>
    /// <param name="link">The link type of that.</param>
    /// <param name="time">Its time, in picoseconds.</param>
    /// <param name="frame">As much as was captured.</param>
    /// <param name="original">How long it was.</param>
    public void Add(int on, int link, Int128 time, ReadOnlySpan<byte> frame, long original)
    {
        HeaderOutcome outcome =
            CapturedFrame.Read(link, frame, Math.Max(original, frame.Length), out PacketHeaders headers, out uint device);
        if (outcome == HeaderOutcome.Cut) Cut++;
        else if (outcome == HeaderOutcome.UnknownLink) UnknownLink ??= link;
        if (outcome != HeaderOutcome.Read || (headers.Bytes == 0 && !headers.IsSyn)) return;
        var key = new Key(on, device, headers.Transport, headers.From, headers.To);
        if (!_known.TryGetValue(key, out Direction? direction))
        {
            direction = new Direction(headers.Transport, headers.From, headers.To);
            _known.Add(key, direction);
            All.Add(direction);
        }

        direction.Add(headers, time);
    }
}
