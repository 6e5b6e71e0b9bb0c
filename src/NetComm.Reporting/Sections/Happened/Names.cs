using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Happened;

/// <summary>Names in a sentence: <c>a, b and c</c>.</summary>
internal static class Names
{
    public static RichText Of(IReadOnlyList<string> names) => names.Count switch
    {
        1 => RichText.Strong(names[0]),
        _ => names.Take(names.Count - 1).Select((name, i) => i == 0 ? RichText.Strong(name) : ", " + RichText.Strong(name))
            .Aggregate((all, next) => all + next) + " and " + RichText.Strong(names[^1]),
    };
}
