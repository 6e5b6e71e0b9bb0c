namespace NetComm.Scenarios.Overrides;

/// <summary>What the command line changes in a file before it is checked.</summary>
public sealed record ScenarioOverrides
{
    /// <summary>Replaces <c>seed</c>; null: the file's value.</summary>
    public long? Seed { get; init; }

    /// <summary>Replaces <c>mode</c>; null: the file's value.</summary>
    public RunMode? Mode { get; init; }

    /// <summary>
    /// Settings as typed, <c>KEY=VALUE</c>: KEY is a path (<c>links.core.loss</c>, list items by name), VALUE is YAML. Applied in order. A
    /// path that names nothing is an error; an optional key that an item does not have yet is added.
    /// </summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The settings by path, each with its last value.</summary>
    internal IReadOnlyDictionary<string, string> ValueByPath
    {
        get
        {
            var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            foreach (string[] setting in Settings.Select(typed => typed.Split('=', 2))) values[setting[0]] = setting[^1];
            return values;
        }
    }

    internal bool IsEmpty => Seed is null && Mode is null && Settings.Count == 0;
}
