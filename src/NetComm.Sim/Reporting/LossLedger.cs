namespace NetComm.Sim.Reporting;

/// <summary>
/// The losses of a flow. A packet may come to light after its loss was told (another copy of it arrived), so each stays here for a
/// while before it is drawn.
/// </summary>
internal sealed class LossLedger(FlowSamples samples)
{
    /// <summary>How many losses later a loss is final.</summary>
    private const int Patience = 65_536;

    private readonly Dictionary<(long Packet, int Receiver), double> _open = [];
    private readonly Queue<(long Packet, int Receiver)> _order = new();

    /// <summary>A receiver's copy was lost.</summary>
    public void Add((long Packet, int Receiver) key, double sentAt)
    {
        if (!_open.TryAdd(key, sentAt)) return;
        _order.Enqueue(key);
        if (_order.Count > Patience) DrawOldest();
    }

    /// <summary>The receiver has the packet after all.</summary>
    public void TakeBack((long Packet, int Receiver) key) => _open.Remove(key);

    /// <summary>The run is over: all losses are final.</summary>
    public void Finish()
    {
        while (_order.Count > 0) DrawOldest();
    }

    private void DrawOldest()
    {
        if (_open.Remove(_order.Dequeue(), out var sentAt)) samples.AddLost(sentAt);
    }
}
