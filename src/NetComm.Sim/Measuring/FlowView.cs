using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Measuring;

/// <summary>Counts a flow's packets that were sent in one window.</summary>
internal sealed class FlowView
{
    /// <summary>Beyond so many samples a flow's percentiles come from a histogram (outputs.md).</summary>
    private const long MostSamples = 1_000_000;

    private readonly SortedDictionary<int, long> _answeredBy = [];
    private long[] _sentInState = new long[1];
    private long _samples;
    private bool _condensed;

    public FlowView(TracedFlow flow, Window window, int room)
    {
        Window = window;
        Receivers = [.. flow.Receivers.Select(_ => new ReceiverTally(room))];
    }

    public Window Window { get; }

    public ReceiverTally[] Receivers { get; }

    public long Sent { get; private set; }

    /// <summary>Bytes of a stream that were read in the window.</summary>
    public long StreamBytes { get; set; }

    /// <summary>TCP segments that were sent again in the window.</summary>
    public long Retransmissions { get; set; }

    /// <summary>Answers by the node that sent them, in the order of nodes.</summary>
    public IReadOnlyDictionary<int, long> AnsweredBy => _answeredBy;

    /// <summary>Counts a packet that was sent in a state of <see cref="DueReceivers"/>.</summary>
    public void CountSent(int dueState)
    {
        Sent++;
        if (dueState >= _sentInState.Length) Array.Resize(ref _sentInState, 2 * dueState);
        _sentInState[dueState]++;
    }

    /// <summary>How many of the packets were due at a receiver.</summary>
    public long DueAt(int receiver, DueReceivers due)
    {
        long packets = 0;
        for (int state = 0; state < _sentInState.Length; state++)
        {
            if (_sentInState[state] > 0 && due.Includes(state, receiver)) packets += _sentInState[state];
        }

        return packets;
    }

    public void Take(int receiver, in TrackedPacket packet, SimTime at, bool again)
    {
        ReceiverTally tally = Receivers[receiver];
        if (again)
        {
            tally.TakeAgain();
            return;
        }

        tally.Take(packet.Sequence, at - packet.Since);
        if (packet.Role == PacketRole.Answer && packet.AnsweredBy >= 0) AddAnswer(packet.AnsweredBy);
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
        foreach (ReceiverTally tally in Receivers) tally.Latencies.Condense();
    }
}
