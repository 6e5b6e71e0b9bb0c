using System.Globalization;

namespace NetComm.Scenarios.Reading.Topology.Building;

/// <summary>Makes names of a map's labels: a sign that is not allowed becomes <c>-</c>, a second of one name gets <c>-2</c>.</summary>
/// <param name="taken">Names that are given already.</param>
internal sealed class RouterNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The name of the next router: of its label, or where that holds no letter or digit, of its id.</summary>
    public string Next(string? label, string id)
    {
        string name = label is null ? "" : Cleaned(label);
        if (name.Length == 0) name = Cleaned(id);
        if (name.Length == 0) name = "router";
        string unique = name;
        for (int number = 2; !_taken.Add(unique); number++) unique = Numbered(name, number);
        return unique;
    }

    private static string Cleaned(string text)
    {
        string all = new([.. text.Trim().Select(sign => Names.IsNameCharacter(sign) ? sign : '-')]);
        return all[..Math.Min(all.Length, Names.Longest)].Trim('-');
    }

    private static string Numbered(string name, int number)
    {
        string ending = string.Create(CultureInfo.InvariantCulture, $"-{number}");
        return name[..Math.Min(name.Length, Names.Longest - ending.Length)].TrimEnd('-') + ending;
    }
}
