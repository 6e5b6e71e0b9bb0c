namespace NetComm.Sim.Scenarios.Language;

/// <summary>An amount, or the rule that the text breaks.</summary>
internal sealed record QuantityReading
{
    public QuantityReading(Quantity value) => Value = value;

    public QuantityReading(string rule) => Rule = rule;

    /// <summary>The amount; null where a rule is broken.</summary>
    public Quantity? Value { get; }

    /// <summary>What is wrong, to stand behind the key: <c>needs a unit</c>.</summary>
    public string? Rule { get; }

    public string? Allowed { get; init; }

    public string? Suggestion { get; init; }
}
