namespace NetComm.Analysis;

internal sealed class ReceiverCounters(int room, int roomForResponses = 0)
{
    private long _nextExpected;
    private RunningJitter _jitter;

    public LatencySamples Latencies { get; } = new(room);

    /// <summary>Of requests: the same, counted from when they were to be sent.</summary>
    public LatencySamples Responses { get; } = new(roomForResponses);

    public DelayVariation Variation { get; } = new();

    public long Received { get; private set; }

    public long Duplicates { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>Application bytes, each once.</summary>
    public long ApplicationBytes { get; set; }

    /// <summary>Bytes of IP packets, further copies included.</summary>
    public long IpBytes { get; set; }

    /// <summary>The interarrival jitter, in picoseconds.</summary>
    public RunningJitter Jitter => _jitter;

    public void Take(long place, SimDuration transit)
    {
        // RFC 4737, 3.3: a packet is reordered if one sent later has come before it.
        if (place < _nextExpected) Reordered++;
        else _nextExpected = place + 1;

        _jitter.Take(transit.Picoseconds);
        Received++;
        Latencies.Add(transit.Picoseconds);
        Variation.Take(place, transit.Picoseconds);
    }

    public void TakeAgain() => Duplicates++;
}
