using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetComm.Analysis;

/// <summary>How files of figures are written, whatever they tell of: JSON and CSV in one form, estimates by the same keys.</summary>
internal static class FileText
{
    /// <summary>JSON for people and programs: names as typed, LF.</summary>
    public static JsonWriterOptions JsonOptions(bool oneLine = false) => new()
    {
        Indented = !oneLine,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <c>n</c>, <c>mean</c>, and where there are several values <c>stddev</c>, <c>low</c> and <c>high</c>.</summary>
    public static void WriteEstimate(this Utf8JsonWriter json, Estimate? estimate)
    {
        json.WriteNumber("n", estimate?.Count ?? 0);
        if (estimate is null) return;
        json.WriteNumber("mean", Rounding.Round(estimate.Mean));
        if (estimate.StandardDeviation is not { } deviation) return;
        json.WriteNumber("stddev", Rounding.Round(deviation));
        json.WriteNumber("low", Rounding.Round(estimate.Low!.Value));
        json.WriteNumber("high", Rounding.Round(estimate.High!.Value));
    }

    /// <summary>Writes how far a figure is above that of the first side or point, where that is known.</summary>
    public static void WriteAboveFirst(this Utf8JsonWriter json, Estimate? above)
    {
        if (above is null) return;
        json.WriteStartObject("aboveFirst");
        json.WriteEstimate(above);
        json.WriteEndObject();
    }

    /// <summary>A number of a CSV file, with the digits that files carry; empty where there is none.</summary>
    public static string Written(double? number) =>
        number is { } value ? Rounding.Round(value).ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>A whole number of a CSV file.</summary>
    public static string Written(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A field of a CSV file, in quotes where it needs them.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
