namespace NetComm.Model;

/// <summary>How often a direction does something to a packet, and how much each outcome depends on that of the packet before.</summary>
/// <param name="Correlation">The correlation between the outcomes of neighbouring packets, below 1. Default 0: each is independent of the
/// others.</param>
public sealed record CorrelatedShare(Probability Share, Probability Correlation = default)
{
    /// <summary>It never happens.</summary>
    public static readonly CorrelatedShare None = new(Probability.Zero);

    /// <summary>Whether it never happens.</summary>
    public bool IsZero => Share.IsZero;

    /// <summary>The model that decides for each packet: the same as for loss of this share and correlation.</summary>
    public LossModel Model => Correlation.IsZero ? Share : LossModel.GilbertElliott.Correlated(Share, Correlation);

    /// <summary>A share of packets, each independent of the others.</summary>
    public static implicit operator CorrelatedShare(Probability share) => new(share);
}
