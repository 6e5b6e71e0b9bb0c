namespace NetComm.Model;

/// <summary>How often a direction does something to a packet, and how much each packet's luck follows that of the one before.</summary>
/// <param name="Share">The share of packets in the long run.</param>
/// <param name="Correlation">That of neighbouring packets' outcomes. Default 0: each has its own luck; below 1, where all would share one
/// fate.</param>
public sealed record CorrelatedShare(Probability Share, Probability Correlation = default)
{
    /// <summary>No packet.</summary>
    public static readonly CorrelatedShare None = new(Probability.Zero);

    /// <summary>Whether no packet is ever hit.</summary>
    public bool IsZero => Share.IsZero;

    /// <summary>What decides it: the same as for loss of this share and correlation.</summary>
    public LossModel Model => Correlation.IsZero ? Share : LossModel.GilbertElliott.Correlated(Share, Correlation);

    /// <summary>Packets hit independently of each other.</summary>
    public static implicit operator CorrelatedShare(Probability share) => new(share);
}
