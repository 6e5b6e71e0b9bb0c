using static System.FormattableString;

namespace NetComm.Scenarios.Reading.Theories;

/// <summary>The transmission times at a queue: those of all Poisson flows that meet there, which add up to one Poisson stream.</summary>
internal sealed class Services(TheoryPreconditions ground, Bandwidth rate)
{
    private const int LargestPacket = PayloadSize.LargestUdp + PayloadSize.UdpOverhead;

    /// <summary>Means of exponential sizes that 28 B and 65 535 B clip by under 1 % of the queue's mean time at 80 % load.</summary>
    private const int LeastMean = 500, MostMean = 6000;

    /// <summary>Below this shape a Pareto has no third moment, and the mean time in the queue no variance to test with.</summary>
    private const int LeastShape = 3;

    /// <summary>A normal distribution this many deviations away from the limits counts as not clipped.</summary>
    private const int Clear = 4;

    private readonly List<(double Rate, double Mean, double Square)> _parts = [];
    private PayloadSize? _first;

    /// <summary>Adds a flow's sizes; distributions that the theory does not cover are reported.</summary>
    public void Add(Flow flow)
    {
        var poisson = (Traffic.Poisson)flow.Traffic;
        PayloadSize size = poisson.Size;
        Check(flow, size);
        _first ??= size;
        if (ground.Theory is not "mg1" && _first != size)
            ground.Needs(ground.PlaceOf(flow, "traffic", "size"), "one distribution of sizes",
                $"'{flow.Name}' has another than the flow before it", "oracle: mg1");
        if (MomentsOf(size) is { } moments) _parts.Add((1 / poisson.MeanGap.TotalSeconds, moments.Mean, moments.Square));
    }

    /// <summary>The theory of the queue, with room for this many packets where it has a limit.</summary>
    public Theory Theory(int limit)
    {
        double arrivals = _parts.Sum(part => part.Rate);
        double perByte = 8.0 / rate.BitsPerSecond;
        double mean = _parts.Sum(part => part.Rate * part.Mean) / arrivals * perByte;
        double square = _parts.Sum(part => part.Rate * part.Square) / arrivals * perByte * perByte;
        if (ground.Theory is "mm1" or "mm1k")
        {
            mean = _first!.Bytes.Mean * perByte;
            square = 2 * mean * mean;
        }

        return ground.Theory switch
        {
            "mm1k" => new FiniteQueue(arrivals, mean, limit),
            "mm1" => new SingleServerQueue(QueueKind.Mm1, arrivals, mean, square),
            "md1" => new SingleServerQueue(QueueKind.Md1, arrivals, mean, square),
            _ => new SingleServerQueue(QueueKind.Mg1, arrivals, mean, square),
        };
    }

    /// <summary>The largest packet that a flow may send, in bytes on the wire.</summary>
    public static int LargestOf(Flow flow)
    {
        PayloadSize size = ((Traffic.Poisson)flow.Traffic).Size;
        int header = size.OfWire ? 0 : PayloadSize.UdpOverhead;
        return size.Bytes switch
        {
            Distribution.Constant constant => (int)constant.Value + header,
            Distribution.Uniform uniform => (int)Math.Ceiling(uniform.Max) + header,
            _ => LargestPacket,
        };
    }

    /// <summary>Mean and mean square of the clipped bytes on the wire; null where there is none, or clipped too much.</summary>
    public static (double Mean, double Square)? MomentsOf(PayloadSize size)
    {
        double header = size.OfWire ? 0 : PayloadSize.UdpOverhead;
        double least = size.OfWire ? PayloadSize.UdpOverhead : 0, most = LargestPacket - header;
        (double Mean, double Square)? bytes = size.Bytes switch
        {
            Distribution.Constant constant => (constant.Value, constant.Value * constant.Value),
            Distribution.Uniform uniform =>
                (uniform.Mean, uniform.Mean * uniform.Mean + (uniform.Max - uniform.Min) * (uniform.Max - uniform.Min) / 12),
            Distribution.Normal normal when normal.Mean - Clear * normal.StandardDeviation >= least
                && normal.Mean + Clear * normal.StandardDeviation <= most =>
                (normal.Mean, normal.Mean * normal.Mean + normal.StandardDeviation * normal.StandardDeviation),
            Distribution.Exponential exponential => Clipped(exponential.Mean, least, most),
            Distribution.Pareto pareto when pareto.Shape > LeastShape && pareto.Min >= least => Clipped(pareto, most),
            _ => null,
        };
        return bytes is var (mean, square) ? (mean + header, square + 2 * header * mean + header * header) : null;
    }

    private void Check(Flow flow, PayloadSize size)
    {
        SourceSpan place = ground.PlaceOf(flow, "traffic", "size");
        switch (ground.Theory)
        {
            case "mm1" or "mm1k" when size is not { OfWire: true, Bytes: Distribution.Exponential }:
                ground.Needs(place, "exponential sizes on the wire", $"those of '{flow.Name}' are not",
                    "size: { distribution: exponential, mean: 1000 B, of: wire }");
                break;
            case "mm1" or "mm1k" when size.Bytes.Mean is < LeastMean or > MostMean:
                ground.Needs(place, "exponential sizes that no limit of a packet clips", Invariant($"their mean is {size.Bytes.Mean} B"),
                    Invariant($"a mean from {LeastMean} B to {MostMean} B"));
                break;
            case "md1" when size.Bytes is not Distribution.Constant:
                ground.Needs(place, "packets of one size", $"those of '{flow.Name}' vary", "size: 1000 B");
                break;
            case "mg1" when MomentsOf(size) is null:
                ground.Needs(
                    place, "sizes with moments", $"those of '{flow.Name}' have none, or packets clip them",
                    Invariant(
                        $"pareto with a shape above {LeastShape}; normal that keeps {Clear} deviations from 28 B and 65535 B; any other"));
                break;
        }
    }

    // E[Y] = least + ∫ P(X > x) dx and E[Y²] = least² + ∫ 2x P(X > x) dx, both from least to most.
    private static (double, double) Clipped(double mean, double least, double most)
    {
        double low = PortableMath.Exp(-least / mean), high = PortableMath.Exp(-most / mean);
        return (least + mean * (low - high), least * least + 2 * mean * ((least + mean) * low - (most + mean) * high));
    }

    private static (double, double) Clipped(Distribution.Pareto sizes, double most)
    {
        (double min, double shape) = (sizes.Min, sizes.Shape);
        double tail = PortableMath.Pow(min / most, shape);
        double mean = min + (min - most * tail) / (shape - 1);
        double square = min * min + 2 * (min * min - most * most * tail) / (shape - 2);
        return (mean, square);
    }
}
