using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Yaml;

namespace NetComm.Scenarios.Rubrics;

/// <summary>What many scenarios are graded against: expectations with points, read and checked before any scenario is known.</summary>
public sealed record Rubric
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What stands above the grades, Markdown; empty where there is nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>How every submission runs, whatever it says itself. Default: simulated.</summary>
    public RunMode Mode { get; init; }

    /// <summary>The seed of every run; null: each submission's own.</summary>
    public long? Seed { get; init; }

    /// <summary>What is graded, in file order. What their names stand for is found out in each submission.</summary>
    public required IReadOnlyList<Expectation> Lines { get; init; }

    /// <summary>The file's text.</summary>
    public required string Source { get; init; }

    /// <summary>What the rubric changes in a submission before it is checked.</summary>
    public ScenarioOverrides Overrides => new() { Mode = Mode, Seed = Seed };

    /// <summary>The lines as they stand in the file.</summary>
    internal IReadOnlyList<YamlNode> Items { get; init; } = [];
}
