namespace NetComm.Scenarios.Language;

/// <summary>The kind of quantity that a number with a unit measures.</summary>
internal enum QuantityKind
{
    /// <summary>In picoseconds.</summary>
    Time,

    /// <summary>In bits per second.</summary>
    Rate,

    /// <summary>In packets per second.</summary>
    PacketRate,

    /// <summary>In bytes.</summary>
    Size,

    /// <summary>A share of 1.</summary>
    Share,

    Packets,
}

internal readonly record struct Quantity(QuantityKind Kind, decimal Value);

/// <summary>An amount, or the rule that the text breaks.</summary>
internal sealed record QuantityReading
{
    public QuantityReading(Quantity value) => Value = value;

    public QuantityReading(string rule) => Rule = rule;

    public Quantity? Value { get; }

    /// <summary>What is wrong, to follow the key in a message: <c>needs a unit</c>.</summary>
    public string? Rule { get; }

    public string? Allowed { get; init; }

    public string? Suggestion { get; init; }
}
