using System.Globalization;

namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>Names that differ in the number at their end alone: <c>sensor-1</c>, <c>sensor-2</c>.</summary>
internal static class NameFamily
{
    /// <summary>The name without the number; null where it ends in none that counts.</summary>
    public static string? StemOf(string name)
    {
        string stem = name.TrimEnd("0123456789".ToCharArray());
        return stem.Length == name.Length || stem.Length == 0 || name.Length - stem.Length > 9 ? null : stem;
    }

    /// <summary>What stands for all: <c>sensor-1 … 20</c> and how many these are.</summary>
    public static (string Name, string Count) NameOf(IReadOnlyList<string> names)
    {
        string stem = StemOf(names[0]) ?? names[0];
        List<int> numbers = names.Select(name => int.Parse(name.AsSpan(stem.Length), CultureInfo.InvariantCulture)).Order().ToList();
        bool isWhole = numbers[^1] - numbers[0] == numbers.Count - 1;
        return ($"{stem}{numbers[0]} … {numbers[^1]}", isWhole ? $"{names.Count} hosts" : $"{names.Count} of these");
    }
}
