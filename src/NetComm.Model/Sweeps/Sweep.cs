namespace NetComm.Model;

/// <summary>Many runs of one scenario: each combination of values (a point), several times with other seeds (replications).</summary>
public sealed record Sweep
{
    /// <summary>The scenario as its file says, before any value is varied.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The paths that are varied, such as <c>links.core.loss</c>; none where only the seed differs.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The points, the last key changing fastest; at least one.</summary>
    public required IReadOnlyList<SweepPoint> Points { get; init; }

    /// <summary>What is measured of each run; at least one.</summary>
    public required IReadOnlyList<SweepFigure> Figures { get; init; }

    /// <summary>How many runs each point has; with <see cref="Until"/> the fewest. Default 1, with <see cref="Until"/> 5.</summary>
    public int Replications { get; init; } = 1;

    /// <summary>The most runs of a point: as many as <see cref="Replications"/> without <see cref="Until"/>.</summary>
    public int MaxReplications { get; init; } = 1;

    /// <summary>When a point is known well enough; null: after <see cref="Replications"/>.</summary>
    public SweepPrecision? Until { get; init; }

    /// <summary>The files that its points name, each once.</summary>
    public IReadOnlyList<ScenarioFile> Files =>
        [.. Points.SelectMany(point => point.Scenario.Files).Concat(Scenario.Files).DistinctBy(file => file.Name)];

    /// <summary>How many runs there are; with <see cref="Until"/> the most.</summary>
    public long MaxRuns => (long)Points.Count * MaxReplications;

    /// <summary>The values of a point by the last words of their keys: <c>loss 5 %, delay 1 ms</c>; empty without keys.</summary>
    /// <param name="point">Its place in <see cref="Points"/>.</param>
    /// <param name="without">A key that is left out, by its place; null: none is.</param>
    public string NameOf(int point, int? without = null) => string.Join(", ", Keys.Index().Where(key => key.Index != without)
        .Select(key => $"{key.Item[(key.Item.LastIndexOf('.') + 1)..]} {Points[point].Values[key.Index].Text}"));

    /// <summary>One run: the point's scenario with the seed of this replication, which is the same for all points.</summary>
    /// <param name="point">Its place in <see cref="Points"/>.</param>
    /// <param name="replication">Counted from 1.</param>
    public Scenario ScenarioOf(int point, int replication)
    {
        SweepPoint at = Points[point];
        long seed = checked(at.Scenario.Seed + replication - 1);
        return seed != at.Scenario.Seed && at.WithSeed is { } drawn ? drawn(seed) : at.Scenario with { Seed = seed };
    }
}

/// <summary>One combination of values.</summary>
/// <param name="Values">The value of each key.</param>
/// <param name="Scenario">The scenario with these values, and the seed of replication 1.</param>
public sealed record SweepPoint(IReadOnlyList<SweepValue> Values, Scenario Scenario)
{
    /// <summary>The scenario with another seed, where that changes the network too (a random topology); null: it does not.</summary>
    internal Func<long, Scenario>? WithSeed { get; init; }
}

/// <summary>A value of a key.</summary>
/// <param name="Text">As typed: <c>5 %</c>.</param>
/// <param name="Number">As a number in the base unit of its kind; null for a text.</param>
/// <param name="Kind">What it is a number of.</param>
public sealed record SweepValue(string Text, double? Number = null, SweepValueKind Kind = SweepValueKind.Count);

/// <summary>What a value of a sweep is a number of.</summary>
public enum SweepValueKind
{
    /// <summary>A plain number, or one of packets or packets per second.</summary>
    Count,

    /// <summary>Seconds.</summary>
    Time,

    /// <summary>Bits per second.</summary>
    Rate,

    /// <summary>Bytes.</summary>
    Size,

    /// <summary>A share of 1.</summary>
    Share,
}

/// <summary>A figure that is measured of each run.</summary>
/// <param name="Name">Its name: <c>call.latency.p95 by bob</c>.</param>
/// <param name="Subject">Whose figure it is, and in which window, without a comparison.</param>
/// <param name="Definition">Its unit, and how it is counted.</param>
public sealed record SweepFigure(string Name, Expectation Subject, MetricDefinition Definition)
{
    /// <summary>The unit of its values in files, the one that summary.json has; empty for plain numbers.</summary>
    public string Unit => Definition.FileUnit;
}

/// <summary>When a point is known well enough: the 95 % interval of a figure reaches no further than a share of its mean.</summary>
/// <param name="Figure">The figure's place in <see cref="Sweep.Figures"/>.</param>
/// <param name="Within">The share.</param>
public sealed record SweepPrecision(int Figure, double Within);
