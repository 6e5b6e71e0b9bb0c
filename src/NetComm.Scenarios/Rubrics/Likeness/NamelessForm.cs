using System.Globalization;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// A text of an outline that is the same whatever its names: each name is replaced by what is said of the thing and of those that name it.
/// </summary>
/// <remarks>Colour refinement (Weisfeiler and Leman, 1968): after k rounds a label tells all that lies k steps around.</remarks>
internal static class NamelessForm
{
    /// <summary>Networks of lessons are no wider; what differs further away is no copy.</summary>
    private const int Rounds = 4;

    public static string Of(Outline outline)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        string LabelOf(string name) => labels.GetValueOrDefault(name, "");
        for (int round = 0; round < Rounds; round++)
        {
            var told = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            foreach (OutlinedThing thing in outline.Things)
            {
                string form = Hash(FormOf(thing, LabelOf));
                if (thing.Name is { } own) Tell(told, own, "is " + form);
                foreach ((string place, string name) in thing.Tree.Names("")) Tell(told, name, $"{place} of {form}");
            }

            labels = told.ToDictionary(
                one => one.Key, one => Hash(string.Join(';', one.Value.Order(StringComparer.Ordinal))), StringComparer.Ordinal);
        }

        return string.Join('\n', outline.Things.Select(thing => FormOf(thing, LabelOf)).Order(StringComparer.Ordinal));
    }

    private static string FormOf(OutlinedThing thing, Func<string, string> labelOf) =>
        $"{(thing.Name is { } name ? labelOf(name) : "")} {thing.Tree.Text(labelOf)}";

    private static void Tell(Dictionary<string, List<string>> told, string name, string what)
    {
        if (!told.TryGetValue(name, out List<string>? all)) told[name] = all = [];
        all.Add(what);
    }

    private static string Hash(string text) => Fnv1a.Hash(text).ToString("x16", CultureInfo.InvariantCulture);
}
