namespace NetComm.Scenarios.Language.Grammar;

internal static class Vocabulary
{
    public static readonly Shape Text = new Shape.Text();
    public static readonly Shape TextOrEmpty = new Shape.Text(MayBeEmpty: true);
    public static readonly Shape NewName = new Shape.NewName();
    public static readonly Shape Flag = new Shape.Flag();
    public static readonly Shape AddressValue = new Shape.Address();
    public static readonly Shape Subnet = new Shape.Subnet();
    public static readonly Shape Time = new Shape.Amount(QuantityRange.Time);
    public static readonly Shape PositiveTime = new Shape.Amount(QuantityRange.PositiveTime);
    public static readonly Shape Size = new Shape.Amount(QuantityRange.Size);
    public static readonly Shape PositiveSize = new Shape.Amount(QuantityRange.PositiveSize);
    public static readonly Shape Share = new Shape.Amount(QuantityRange.Share);
    public static readonly Shape Rate = new Shape.Amount(QuantityRange.Rate);
    public static readonly Shape Port = new Shape.Whole(1, 65535);
    public static readonly Shape Host = new Shape.Reference("a host");
    public static readonly Shape NodeName = new Shape.Reference("a host or router");
    public static readonly Shape Hosts = new Shape.List(Host);

    public static Key Required(string name, Shape shape, string doc) => new(name, shape, doc) { Required = true };

    public static Key Optional(string name, Shape shape, string doc, params string[] synonyms) =>
        new(name, shape, doc) { Synonyms = synonyms };

    public static Key Later(string name, Shape shape, string doc) => new(name, shape, doc) { Later = true };

    /// <summary>A shape that the schema defines once, under this name.</summary>
    public static Shape.Named Named(string name, Shape shape) => new(name, () => shape);

    public static Shape Words(params string[] words) => new Shape.Word(words, []);

    public static Shape Whole(long min, long max = long.MaxValue) => new Shape.Whole(min, max);

    /// <summary>A quantity that may vary: one amount, or a distribution of amounts of the same kind.</summary>
    /// <param name="fixedRange">The allowed range of a single amount.</param>
    /// <param name="sampleRange">The allowed range of a distribution's parameters.</param>
    /// <param name="extra">Keys that are allowed beside the distribution's own.</param>
    public static Shape Varying(QuantityRange fixedRange, QuantityRange sampleRange, params Key[] extra)
    {
        Shape amount = new Shape.Amount(sampleRange);
        Shape deviation = new Shape.Amount(sampleRange with { AllowsNegative = false });
        Shape positive = new Shape.Amount(sampleRange with { AllowsNegative = false, ExcludesZero = true });
        Shape shape = new Shape.Number(0.001m, 1000);
        return new Shape.Either(new Shape.Amount(fixedRange), new Shape.Variant("distribution", extra,
        [
            new("constant", [Required("mean", amount, "Its value.")], "Always the same."),
            new("uniform", [Required("min", amount, "The smallest value."), Required("max", amount, "The largest value.")],
                "Each value between alike."),
            new("normal", [Required("mean", amount, "The mean."), Required("stddev", deviation, "The standard deviation.")],
                "The bell curve."),
            new("exponential", [Required("mean", positive, "The mean.")], "Memoryless."),
            new("pareto",
                [Required("min", positive, "The smallest value."),
                    Required("shape", shape, "The tail index; the smaller, the heavier the tail.")], "Heavy-tailed."),
        ]));
    }

}
