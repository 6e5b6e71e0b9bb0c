using System.Globalization;
using System.Text.Json;

namespace NetComm.Reporting.Charts.Page;

/// <summary>
/// Numbers in few letters, exact to the twelve digits that series/*.csv has: whole numbers times a power of ten, each counted from the one
/// before. The exponent stands first; null is a gap.
/// </summary>
internal static class ValueColumn
{
    /// <summary>Whole numbers up to it are exact in a double, in which the script adds them up.</summary>
    private const decimal MostExact = 9e15m;

    /// <summary>More decimals are not counted from each other: such values are written as they are.</summary>
    private const int MostDecimals = 18;

    /// <summary>Writes a property of the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        decimal?[] rounded = [.. values.Select(Rounded)];
        int decimals = rounded.Max(value => value?.Scale) ?? 0;
        json.WriteStartArray(name);
        if (decimals <= MostDecimals && !rounded.Any(value => value is { } one && Math.Abs(one) * Power(decimals) > MostExact))
            WriteSteps(json, rounded, decimals);
        else
            WritePlain(json, rounded);
        json.WriteEndArray();
    }

    private static void WriteSteps(Utf8JsonWriter json, IEnumerable<decimal?> values, int decimals)
    {
        json.WriteNumberValue(-decimals);
        decimal before = 0;
        foreach (decimal? value in values)
        {
            if (value is not { } one)
            {
                json.WriteNullValue();
                continue;
            }
            decimal whole = one * Power(decimals);
            json.WriteNumberValue((long)(whole - before));
            before = whole;
        }
    }

    /// <summary>Without an exponent, which null stands for.</summary>
    private static void WritePlain(Utf8JsonWriter json, IEnumerable<decimal?> values)
    {
        json.WriteNullValue();
        foreach (decimal? value in values)
            if (value is { } one) json.WriteNumberValue(one);
            else json.WriteNullValue();
    }

    /// <summary>Null where it cannot be drawn, or is larger than anything that a run measures.</summary>
    private static decimal? Rounded(double value) => Math.Abs(value) < 1e27
        ? decimal.Parse(value.ToString("G12", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static decimal Power(int exponent)
    {
        decimal power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
