namespace NetComm.Model;

/// <summary>How a quantity varies, in the quantity's own base unit (picoseconds for times, bytes for sizes).</summary>
public abstract record Distribution
{
    private Distribution()
    {
    }

    /// <summary>The mean; infinite for a Pareto of shape 1 or less.</summary>
    public abstract double Mean { get; }

    /// <summary>Draws the next value.</summary>
    public abstract double Sample(RandomStream random);

    /// <summary>Always the same value.</summary>
    public sealed record Constant(double Value) : Distribution
    {
        /// <inheritdoc/>
        public override double Mean => Value;

        /// <inheritdoc/>
        public override double Sample(RandomStream random) => Value;
    }

    /// <summary>Every value from <paramref name="Min"/> to <paramref name="Max"/> is equally likely.</summary>
    public sealed record Uniform(double Min, double Max) : Distribution
    {
        /// <inheritdoc/>
        public override double Mean => (Min + Max) / 2;

        /// <inheritdoc/>
        public override double Sample(RandomStream random) => Min + (Max - Min) * random.NextDouble();
    }

    /// <summary>Normal distribution.</summary>
    public sealed record Normal(double MeanValue, double StandardDeviation) : Distribution
    {
        /// <inheritdoc/>
        public override double Mean => MeanValue;

        /// <inheritdoc/>
        public override double Sample(RandomStream random) => MeanValue + StandardDeviation * random.NextNormal();
    }

    /// <summary>Exponential distribution, which has no memory.</summary>
    public sealed record Exponential(double MeanValue) : Distribution
    {
        /// <inheritdoc/>
        public override double Mean => MeanValue;

        /// <inheritdoc/>
        public override double Sample(RandomStream random) => MeanValue * random.NextExponential();
    }

    /// <summary>Heavy-tailed: P(X &gt; x) = (<paramref name="Min"/>/x)^<paramref name="Shape"/>.</summary>
    public sealed record Pareto(double Min, double Shape) : Distribution
    {
        /// <inheritdoc/>
        public override double Mean => Shape <= 1 ? double.PositiveInfinity : Min * Shape / (Shape - 1);

        /// <inheritdoc/>
        public override double Sample(RandomStream random) => Min / PortableMath.Pow(1 - random.NextDouble(), 1 / Shape);
    }
}
