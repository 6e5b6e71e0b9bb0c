namespace NetComm.Model;

/// <summary>Loss by a good and a bad state (Gilbert 1960, Elliott 1963), which starts in either with its share in the long run.</summary>
public sealed record BurstLoss(LossModel.GilbertElliott Chain) : Theory
{
    /// <summary>The share of packets lost: π_B·loss-bad + π_G·loss-good with π_B = p/(p + r).</summary>
    public double MeanLoss => Chain.MeanShare.Value;

    /// <summary>The mean number of packets lost in a row, 1/r; null where the state alone does not decide which packets are lost.</summary>
    public double? MeanBurst => Chain.LossGood.IsZero && Chain.LossBad.Value == 1
        && !Chain.BadToGood.IsZero ? 1 / Chain.BadToGood.Value : null;

    /// <summary>The correlation of neighbouring packets' outcomes: 1 − p − r; 0 where both states lose alike, or one never is.</summary>
    public double Memory => Chain.LossGood == Chain.LossBad || Chain.BadShare is 0 or 1 ? 0 : Chain.Memory;

    /// <summary>The share of bursts of exactly this many packets: r (1 − r)^(n − 1).</summary>
    public double ShareOfBursts(int length) => Chain.BadToGood.Value * ShareOfBurstsFrom(length);

    /// <summary>The share of bursts of this many packets or more: (1 − r)^(n − 1).</summary>
    public double ShareOfBurstsFrom(int length) => length == 1 ? 1 : PortableMath.Pow(1 - Chain.BadToGood.Value, length - 1);

    /// <summary>
    /// The standard deviation of the share lost of this many packets in a row. Var = (l̄(1 − l̄) + 2 π_G π_B (loss-bad − loss-good)² Σ (1 −
    /// k/n) lᵏ)/n for k from 1, l = 1 − p − r; with loss 0 and 1 it goes to (1 + l)/(1 − l) times the binomial l̄(1 − l̄)/n.
    /// </summary>
    public double Deviation(long packets)
    {
        double bad = Chain.BadShare;
        double difference = Chain.LossBad.Value - Chain.LossGood.Value;
        return Math.Sqrt((MeanLoss * (1 - MeanLoss) + 2 * bad * (1 - bad) * difference * difference * SumOfMemory(packets)) / packets);
    }

    /// <summary>The standard deviation of the mean length of this many bursts, in packets: √(1 − r)/r/√n.</summary>
    public double BurstDeviation(long bursts) => Math.Sqrt((1 - Chain.BadToGood.Value) / bursts) / Chain.BadToGood.Value;

    private double SumOfMemory(long packets)
    {
        double memory = Memory;
        if (memory == 0) return 0;
        if (memory == 1) return (packets - 1) / 2.0;
        double power = PortableMath.Pow(Math.Abs(memory), packets) * (memory < 0 && packets % 2 == 1 ? -1 : 1);
        return memory / (1 - memory) - memory * (1 - power) / (packets * (1 - memory) * (1 - memory));
    }
}
