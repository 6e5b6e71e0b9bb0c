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

    /// <summary>What is graded, in file order, of one task after the other. Their names are resolved in each submission.</summary>
    public required IReadOnlyList<Expectation> Lines { get; init; }

    /// <summary>The tasks of a submission of several scenarios; empty where a submission is one scenario.</summary>
    public IReadOnlyList<RubricTask> Tasks { get; init; } = [];

    /// <summary>The file's text.</summary>
    public required string Source { get; init; }

    /// <summary>What the rubric changes in a submission before it is checked.</summary>
    public ScenarioOverrides Overrides => new() { Mode = Mode, Seed = Seed };

    /// <summary>The files of the rubric besides itself, as full paths: they are no submissions.</summary>
    internal IReadOnlyList<string> Files =>
        [.. Bases.SelectMany(one => one.Paths).Distinct()];

    /// <summary>The likeness of each network that the rubric gives to all.</summary>
    internal IReadOnlyList<ScenarioLikeness> GivenNetworks =>
        [.. Bases.Select(one => one.File).Distinct().Select(ScenarioLikeness.OfFile).OfType<ScenarioLikeness>()];

    internal IReadOnlyList<YamlNode> Items { get; init; } = [];

    /// <summary>For each line the check of what was written; null where it is measured.</summary>
    internal IReadOnlyList<WrittenCheck?> Checks { get; init; } = [];

    internal BaseNetwork? Base { get; init; }

    private IEnumerable<BaseNetwork> Bases =>
        Tasks.Select(task => task.Rubric).Append(this).Select(rubric => rubric.Base).OfType<BaseNetwork>();
}

/// <summary>One of several scenarios that make a submission.</summary>
/// <param name="Name">Its name, which stands before each of its checks.</param>
/// <param name="File">The name of the file that is handed in for it; <c>*</c> stands for any letters.</param>
/// <param name="Rubric">What that file is graded against, a rubric by itself.</param>
public sealed record RubricTask(string Name, string File, Rubric Rubric);
