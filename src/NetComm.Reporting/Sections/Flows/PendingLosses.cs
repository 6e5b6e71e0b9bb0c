namespace NetComm.Reporting.Sections.Flows;

/// <summary>
/// The losses of a flow. A packet may come to light after its loss was told (another copy of it arrived), so each stays here for a
/// while before it is drawn and told. Nor is a packet lost that has arrived, though a later copy of it (the answer to a copy of its
/// request) ends.
/// </summary>
/// <param name="samples">Where they are drawn: in the charts of the flow, and in those of the flows with which it stands together.</param>
internal sealed class PendingLosses(IReadOnlyList<FlowSamples> samples, LossCauses causes)
{
    /// <summary>How many losses later a loss is final; how many arrivals one is remembered.</summary>
    private const int Patience = 65_536;

    private readonly Dictionary<(long Packet, int Receiver), (double SentAt, LossCause Cause)> _open = [];
    private readonly Queue<(long Packet, int Receiver)> _order = new();
    private readonly HashSet<(long Packet, int Receiver)> _arrived = [];
    private readonly Queue<(long Packet, int Receiver)> _arrivals = new();

    /// <summary>A receiver's copy was lost.</summary>
    public void Add((long Packet, int Receiver) key, double sentAt, LossCause cause)
    {
        if (_arrived.Contains(key) || !_open.TryAdd(key, (sentAt, cause))) return;
        _order.Enqueue(key);
        if (_order.Count > Patience) DrawOldest();
    }

    /// <summary>Another copy is on its way to the receiver: the loss is none yet.</summary>
    public void TakeBack((long Packet, int Receiver) key) => _open.Remove(key);

    /// <summary>The receiver has the packet, after all or at once.</summary>
    public void Arrive((long Packet, int Receiver) key)
    {
        _open.Remove(key);
        if (!_arrived.Add(key)) return;
        _arrivals.Enqueue(key);
        if (_arrivals.Count > Patience) _arrived.Remove(_arrivals.Dequeue());
    }

    /// <summary>The run is over: all losses are final.</summary>
    public void Finish()
    {
        while (_order.Count > 0) DrawOldest();
    }

    private void DrawOldest()
    {
        (long Packet, int Receiver) key = _order.Dequeue();
        if (!_open.Remove(key, out (double SentAt, LossCause Cause) lost)) return;
        foreach (FlowSamples drawn in samples) drawn.AddLost(lost.SentAt, key.Packet);
        causes.Add(lost.Cause, lost.SentAt);
    }
}
