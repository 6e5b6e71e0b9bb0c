using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Rubrics;

/// <summary>The expectations with points that many scenarios are graded against, read and checked before any scenario.</summary>
public sealed record Rubric
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The text above the grades, Markdown; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>The mode in which every submission runs, whatever its own. Default: simulated.</summary>
    public RunMode Mode { get; init; }

    /// <summary>The seed of every run; null: each submission's own.</summary>
    public long? Seed { get; init; }

    /// <summary>What is graded, in file order. Their names are resolved in each submission.</summary>
    public required IReadOnlyList<Expectation> Lines { get; init; }

    /// <summary>The file's text.</summary>
    public required string Source { get; init; }

    /// <summary>What the rubric changes in a submission before it is checked.</summary>
    public ScenarioOverrides Overrides => new() { Mode = Mode, Seed = Seed };

    internal IReadOnlyList<YamlNode> Items { get; init; } = [];
}
