namespace NetComm.Tracing;

/// <summary>A flow of a trace.</summary>
/// <param name="Cast">To how many it goes.</param>
/// <param name="Transport">The protocol over IP.</param>
/// <param name="From">The sending node's index.</param>
/// <param name="To">What the scenario's <c>to</c> says.</param>
/// <param name="Receivers">Indices of the nodes that can be due to receive; of a multicast packet those are that are members when it is
/// sent.</param>
/// <param name="Answered">Whether receivers answer (request-response, ping): latency is the round trip.</param>
/// <param name="Stream">Whether it is a stream of bytes without packets of its own (<c>bulk</c>, and TCP of programs outside).</param>
/// <param name="Bytes">Bytes of a bulk transfer; null for no end.</param>
/// <param name="ExpectedPackets">About how many packets it will send, 0 where unknown: room made ahead for its samples.</param>
public sealed record TracedFlow(
    string Name, Cast Cast, Transport Transport, int From, string To, IReadOnlyList<int> Receivers,
    bool Answered, bool Stream, long? Bytes, int ExpectedPackets)
{
    /// <summary>The name that it has together with others, whose figures are pooled under it; null: none.</summary>
    public string? Pool { get; init; }

    /// <summary>When its requests are to be sent (request-response); null for other traffic, and in traces that do not tell.</summary>
    public RequestSchedule? Requests { get; init; }

    /// <summary>Whether every receiver (member) is due to get every packet; else the nearest, or the first to answer.</summary>
    public bool IsDueAtEach => Cast is Cast.Broadcast or Cast.Multicast && !Answered;

    // Beyond a million samples percentiles come from a histogram, so no more room is ever needed.
    internal const int MostSamples = 1_000_000;

    internal static TracedFlow Of(Flow flow, SimDuration? duration) => new(
        flow.Name, flow.Cast, flow.Transport, flow.From, flow.To, flow.Receivers,
        flow.Traffic is Traffic.RequestResponse or Traffic.Ping, IsStream(flow), flow.Bytes,
        (int)Math.Min(Expected(flow, duration), MostSamples))
    {
        Pool = flow.Pool,
        Requests = RequestSchedule.Of(flow),
    };

    private static bool IsStream(Flow flow) =>
        flow.Traffic is Traffic.Bulk || (flow.Traffic is Traffic.Proxied && flow.Transport == Transport.Tcp);

    private static long Expected(Flow flow, SimDuration? duration)
    {
        if (flow.Traffic is Traffic.Recorded recorded) return recorded.Packets.Sends.Count;
        long interval = flow.Traffic switch
        {
            Traffic.Constant constant => constant.Interval.Picoseconds,
            Traffic.Poisson poisson => poisson.MeanGap.Picoseconds,
            Traffic.RequestResponse requests => requests.Interval.Picoseconds,
            Traffic.Ping pings => pings.Interval.Picoseconds,
            _ => 0,
        };
        long end = Math.Min(flow.Stop?.Picoseconds ?? long.MaxValue, duration?.Picoseconds ?? long.MaxValue);
        long bySpan = end < long.MaxValue && interval > 0 ? (end - flow.Start.Picoseconds) / interval + 1 : long.MaxValue;
        long least = Math.Min(flow.Count ?? long.MaxValue, bySpan);
        return least == long.MaxValue ? 0 : Math.Max(0, least);
    }
}
