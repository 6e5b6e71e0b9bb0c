namespace NetComm.Scenarios.Language;

/// <summary>The amounts that a key allows: one or more kinds, and their sign.</summary>
internal sealed record QuantityRange(IReadOnlyList<QuantityKind> Kinds)
{
    public static readonly QuantityRange Time = Of(QuantityKind.Time);
    public static readonly QuantityRange PositiveTime = Time with { ExcludesZero = true };
    public static readonly QuantityRange Size = Of(QuantityKind.Size);
    public static readonly QuantityRange PositiveSize = Size with { ExcludesZero = true };
    public static readonly QuantityRange Rate = Of(QuantityKind.Rate) with { ExcludesZero = true };
    public static readonly QuantityRange Share = Of(QuantityKind.Share);
    public static readonly QuantityRange SendingRate = Of(QuantityKind.PacketRate, QuantityKind.Rate) with { ExcludesZero = true };
    public static readonly QuantityRange QueueRoom = Of(QuantityKind.Packets, QuantityKind.Size) with { ExcludesZero = true };

    public bool AllowsNegative { get; init; }

    public bool ExcludesZero { get; init; }

    /// <summary>Whether a share must say %: else a plain number below 1 is one too.</summary>
    public bool NeedsUnit { get; init; }

    /// <summary>The smallest amount, in the base unit; null: as the sign allows.</summary>
    public decimal? Least { get; init; }

    /// <summary>The largest amount, in the base unit; null: as much as the model can hold.</summary>
    public decimal? Most { get; init; }

    /// <summary><c>a time</c>, <c>a number of packets or a size</c>.</summary>
    public string Noun => Kinds.Contains(QuantityKind.PacketRate) ? "a rate" : string.Join(" or ", Kinds.Select(Units.Noun));

    public string Example => Units.Example(Kinds[0]);

    private static QuantityRange Of(params QuantityKind[] kinds) => new(kinds);
}
