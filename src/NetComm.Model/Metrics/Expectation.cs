namespace NetComm.Model;

/// <summary>A graded statement about a run.</summary>
public sealed record Expectation
{
    /// <summary>The text as typed.</summary>
    public required string Text { get; init; }

    /// <summary>The kind of its subject.</summary>
    public required ExpectationSubject Subject { get; init; }

    /// <summary>The subject's name.</summary>
    public required string Name { get; init; }

    /// <summary>What is measured.</summary>
    public required Metric Metric { get; init; }

    /// <summary>Which percentile is meant, of <see cref="Metric.LatencyPercentile"/> and its like: above 0, to 100.</summary>
    public decimal? Percentile { get; init; }

    /// <summary>Counts only this receiver (<c>by</c>).</summary>
    public string? By { get; init; }

    /// <summary>Counts only the direction from this node (<c>from</c>).</summary>
    public string? From { get; init; }

    /// <summary>How actual and expected are compared; for yes/no metrics equality with true.</summary>
    public Comparison Comparison { get; init; } = Comparison.Equal;

    /// <summary>The expected number in base units: packets, shares of 1, picoseconds, bits per second.</summary>
    public double Value { get; init; }

    /// <summary>The figure that stands in the value's place, multiplied by it; null where the value is a number by itself.</summary>
    public Expectation? Than { get; init; }

    /// <summary>An allowed absolute difference, in the value's unit; 0 unless given.</summary>
    public double Tolerance { get; init; }

    /// <summary>The expected text: of <c>printed contains</c>, <c>answered-by</c>, <c>failed with</c> (an errno name).</summary>
    public string? ExpectedText { get; init; }

    /// <summary>Counts only packets sent at or after this instant.</summary>
    public SimTime After { get; init; } = SimTime.Zero;

    /// <summary>Counts only packets sent before this instant.</summary>
    public SimTime Before { get; init; } = SimTime.Never;

    /// <summary>The theory it is compared with; null for all but <see cref="Metric.Theory"/>, and where it is not measurable.</summary>
    public Oracle? Oracle { get; init; }

    /// <summary>Further checks that must hold too (<c>and</c>).</summary>
    public IReadOnlyList<Expectation> And { get; init; } = [];

    /// <summary>How many points it gives. Default 1.</summary>
    public double Points { get; init; } = 1;

    /// <summary>A hint for when it fails.</summary>
    public string? Hint { get; init; }

    /// <summary>A sentence for each outcome; null: the hint alone.</summary>
    public OutcomeSentences? Sentences { get; init; }

    /// <summary>Graded in this mode only; null: in both.</summary>
    public RunMode? Mode { get; init; }

    /// <summary>All figures that it speaks of.</summary>
    internal IEnumerable<Expectation> Figures =>
        ((Expectation?[])[this, Than]).OfType<Expectation>().Concat(And.SelectMany(one => one.Figures));

    /// <summary>Why it fails without being measured: the scenario lacks what a rubric's line names; null: it can be measured.</summary>
    public string? NotMeasurable { get; init; }

    /// <summary>How a check of what was written came out; null for what is measured.</summary>
    public WrittenValue? Written { get; init; }
}

/// <summary>What is said of an expectation, by its outcome; <c>{measured}</c> in it stands for the figure.</summary>
/// <param name="Passed">Said where it holds; null: nothing.</param>
/// <param name="Failed">Said where it does not; null: the hint.</param>
/// <param name="NoData">Said where nothing was measured; null: the same as where it fails.</param>
public sealed record OutcomeSentences(string? Passed, string? Failed, string? NoData);

/// <summary>A value of the file that a rubric asks for.</summary>
/// <param name="Holds">Whether it is what was asked for.</param>
/// <param name="Actual">As it was written, or why there is none.</param>
public sealed record WrittenValue(bool Holds, string Actual);

/// <summary>What an expectation is about.</summary>
public enum ExpectationSubject
{
    /// <summary>A flow.</summary>
    Flow,

    /// <summary>A link or LAN.</summary>
    Medium,

    /// <summary>A host or router.</summary>
    Node,

    /// <summary>A program.</summary>
    Program,

    /// <summary>An app.</summary>
    App,

    /// <summary>The text of the scenario.</summary>
    File,
}

/// <summary>How an actual figure is compared with an expected one.</summary>
public enum Comparison
{
    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>==</summary>
    Equal,

    /// <summary>!=</summary>
    NotEqual,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>contains, for texts.</summary>
    Contains,
}
