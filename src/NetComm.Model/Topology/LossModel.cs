namespace NetComm.Model;

/// <summary>How one direction of a link, or one port of a LAN, loses packets after transmission.</summary>
public abstract record LossModel
{
    /// <summary>Nothing is lost.</summary>
    public static readonly LossModel None = new Independent(Probability.Zero);

    private LossModel()
    {
    }

    /// <summary>Whether nothing is ever lost.</summary>
    public abstract bool IsNone { get; }

    /// <summary>The share of packets lost in the long run.</summary>
    public abstract Probability MeanShare { get; }

    /// <summary>Packets lost independently of each other.</summary>
    public static implicit operator LossModel(Probability share) => new Independent(share);

    /// <summary>Each packet is lost independently of the others.</summary>
    public sealed record Independent(Probability Share) : LossModel
    {
        /// <inheritdoc/>
        public override bool IsNone => Share.IsZero;

        /// <inheritdoc/>
        public override Probability MeanShare => Share;

        /// <inheritdoc/>
        public override string ToString() => Share.ToString();
    }

    /// <summary>
    /// Bursts of loss (Gilbert 1960, Elliott 1963): the link is good or bad, each packet is lost with the state's own probability, and then
    /// the state may change. The first state is drawn from the shares of time that the two have in the long run, so every packet is lost
    /// with the mean probability.
    /// </summary>
    /// <param name="GoodToBad">From the good state to the bad one, per packet.</param>
    /// <param name="BadToGood">From the bad state to the good one, per packet.</param>
    public sealed record GilbertElliott(Probability GoodToBad, Probability BadToGood, Probability LossGood, Probability LossBad) : LossModel
    {
        /// <summary>The share of packets that meet the bad state: p/(p + r); 0 where the state never changes.</summary>
        public double BadShare => GoodToBad.IsZero ? 0 : GoodToBad.Value / (GoodToBad.Value + BadToGood.Value);

        /// <summary>How much of the state is kept from packet to packet: 1 − p − r. 0 is independent loss.</summary>
        public double Memory => 1 - GoodToBad.Value - BadToGood.Value;

        /// <inheritdoc/>
        public override bool IsNone => MeanShare.IsZero;

        /// <inheritdoc/>
        public override Probability MeanShare => new(BadShare * LossBad.Value + (1 - BadShare) * LossGood.Value);

        /// <inheritdoc/>
        public override string ToString() => $"gilbert-elliott, p {GoodToBad}, r {BadToGood}, loss {LossGood} or {LossBad}";

        /// <summary>
        /// Loss whose outcomes have this correlation from one packet to the next, and this share in the long run: p = (1 − c)·share, r = (1
        /// − c)·(1 − share). Not as in Linux netem, which correlates the random numbers behind the outcomes and then loses far fewer than
        /// the share asked for.
        /// </summary>
        public static GilbertElliott Correlated(Probability share, Probability correlation)
        {
            double change = 1 - correlation.Value;
            return new(new(change * share.Value), new(change * (1 - share.Value)), Probability.Zero, new(1));
        }
    }
}
