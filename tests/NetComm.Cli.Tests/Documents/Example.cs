using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Documents;

/// <summary>A block of YAML of a page, as a file that can be read.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Kind">What is said of it.</param>
/// <param name="Text">The file.</param>
internal sealed partial record Example(string Place, ExampleKind Kind, string Text)
{
    private const string Network = "scenario: The network of this page";

    /// <summary>The examples of a page. Blocks that are parts of a file get the keys that they lack from the page's
    /// network, or its first whole file.</summary>
    public static IReadOnlyList<Example> Of(MarkdownPage page)
    {
        (int Line, string Text)[] blocks = [.. page.Blocks("yaml")];
        string[] texts = [.. blocks.Select(block => block.Text)];
        string? network = texts.FirstOrDefault(text => text.StartsWith(Network, StringComparison.Ordinal)) ?? texts.FirstOrDefault(IsWhole);
        return [.. blocks.Select(block => Read($"{page.Path}({block.Line})", network, block.Text))];
    }

    private static Example Read(string place, string? network, string text) =>
        new(place, KindOf(text), IsWhole(text) ? text : Within(network!, text));

    /// <summary>Whether it is a rubric.</summary>
    public bool IsRubric => Rubric().IsMatch(Text);

    private static ExampleKind KindOf(string text) => text.Split('\n')[0] switch
    {
        "# coming" => ExampleKind.Coming,
        "# wrong" => ExampleKind.Wrong,
        _ => ExampleKind.Valid,
    };

    private static bool IsWhole(string text) => Title().IsMatch(text);

    /// <summary>The network with the part's keys in the place of its own.</summary>
    private static string Within(string network, string part)
    {
        IReadOnlyList<(string Key, string Text)> own = Keys(part);
        IEnumerable<string> others = Keys(network).Where(key => own.All(mine => mine.Key != key.Key)).Select(key => key.Text);
        return string.Concat(others.Concat(own.Select(key => key.Text)));
    }

    /// <summary>The keys at the top of a file, each with its lines.</summary>
    private static IReadOnlyList<(string Key, string Text)> Keys(string text)
    {
        int[] starts = [.. Key().Matches(text).Select(match => match.Index), text.Length];
        return [.. starts.Zip(starts.Skip(1), (from, to) => (text[from..text.IndexOf(':', from)], text[from..to]))];
    }

    [GeneratedRegex(@"^(scenario|rubric):", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex(@"^rubric:", RegexOptions.Multiline)]
    private static partial Regex Rubric();

    [GeneratedRegex(@"^[\w-]+:", RegexOptions.Multiline)]
    private static partial Regex Key();
}

/// <summary>What a page says of an example.</summary>
internal enum ExampleKind
{
    /// <summary>It can be run.</summary>
    Valid,

    /// <summary>It is refused as not supported yet.</summary>
    Coming,

    /// <summary>Its mistakes are shown behind it.</summary>
    Wrong,
}
