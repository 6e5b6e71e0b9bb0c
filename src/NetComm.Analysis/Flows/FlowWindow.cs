namespace NetComm.Analysis;

internal sealed class FlowWindow
{
    /// <summary>Beyond so many samples a flow's percentiles come from a histogram (reports/FILES.md).</summary>
    private const long MostSamples = 1_000_000;

    private readonly SortedDictionary<int, long> _answeredBy = [];
    private long[] _sentInState = new long[1];
    private long _samples;
    private bool _condensed;

    public FlowWindow(TracedFlow flow, Window window, int room)
    {
        Window = window;
        int roomForResponses = flow.Requests is null ? 0 : room;
        Receivers = [.. flow.Receivers.Select(_ => new ReceiverCounters(room, roomForResponses))];
        Losses = [.. Enumerable.Range(0, flow.IsDueAtEach ? flow.Receivers.Count : 1).Select(_ => new LossRuns())];
    }

    public Window Window { get; }

    public ReceiverCounters[] Receivers { get; }

    /// <summary>The bursts of losses: by receiver, or of all together where any of them will do.</summary>
    public LossRuns[] Losses { get; }

    public long Sent { get; private set; }

    /// <summary>Bytes of a stream that were read in the window.</summary>
    public long StreamBytes { get; set; }

    public long Retransmissions { get; set; }

    public IReadOnlyDictionary<int, long> AnsweredBy => _answeredBy;

    public void CountSent(int dueState)
    {
        Sent++;
        if (dueState >= _sentInState.Length) Array.Resize(ref _sentInState, 2 * dueState);
        _sentInState[dueState]++;
    }

    public long DueAt(int receiver, DueReceivers due)
    {
        long packets = 0;
        for (int state = 0; state < _sentInState.Length; state++)
        {
            if (_sentInState[state] > 0 && due.Includes(state, receiver)) packets += _sentInState[state];
        }

        return packets;
    }

    /// <summary>A receiver got a packet; <paramref name="intended"/>: when a request was to be sent.</summary>
    public void Take(int receiver, long place, in TrackedPacket packet, SimTime? intended, SimTime at)
    {
        ReceiverCounters tally = Receivers[receiver];
        tally.Take(place, at - packet.Since);
        if (intended is { } due) tally.Responses.Add((at - due).Picoseconds);
        Losses[Losses.Length == 1 ? 0 : receiver].TakeBack(place, packet.Since);
        if (packet.Role == PacketRole.Answer && packet.AnsweredBy is { } node) AddAnswer(node.Index);
        if (++_samples > MostSamples && !_condensed) Condense();
    }

    private void AddAnswer(int node)
    {
        _answeredBy.TryGetValue(node, out long before);
        _answeredBy[node] = before + 1;
    }

    private void Condense()
    {
        _condensed = true;
        foreach (ReceiverCounters tally in Receivers)
        {
            tally.Latencies.Condense();
            tally.Responses.Condense();
        }
    }
}
