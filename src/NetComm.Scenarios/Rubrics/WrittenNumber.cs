using System.Globalization;

namespace NetComm.Scenarios.Rubrics;

/// <summary>Values of a file as numbers, so that <c>0.05</c> is the same as <c>5 %</c> and 1 s more than 900 ms.</summary>
internal static class WrittenNumber
{
    /// <summary>The number in a text that stands where this shape is allowed; null where it is none.</summary>
    public static (QuantityKind? Kind, decimal Value)? Of(string text, Shape shape) => shape switch
    {
        Shape.Named named => Of(text, named.Get()),
        Shape.Either { AsScalar: { } scalar } => Of(text, scalar),
        Shape.Amount amount => QuantityReader.Read(text, amount.Range).Value is { } found ? (found.Kind, found.Value) : null,
        Shape.Whole or Shape.Number or Shape.Anything => QuantityReader.TryNumber(text, out decimal number) ? (null, number) : null,
        _ => null,
    };

    /// <summary>Whether two texts are the same value where this shape is allowed.</summary>
    public static bool AreSame(string left, string right, Shape shape) =>
        left == right
        || (Of(left, shape) is { } a && Of(right, shape) is { } b && a == b)
        || (IsFlag(shape) && Flags.TryParse(left, out bool first) && Flags.TryParse(right, out bool second) && first == second);

    /// <summary>The value in one way of writing it, for comparison only.</summary>
    public static string Canonical(string text, Shape shape) =>
        Of(text, shape) is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number.Kind} {number.Value:0.############}")
        : IsFlag(shape) && Flags.TryParse(text, out bool flag) ? (flag ? "true" : "false")
        : text;

    private static bool IsFlag(Shape shape) => shape switch
    {
        Shape.Named named => IsFlag(named.Get()),
        Shape.Either { AsScalar: { } scalar } => IsFlag(scalar),
        _ => shape is Shape.Flag,
    };
}
