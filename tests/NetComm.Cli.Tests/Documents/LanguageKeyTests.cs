using System.Text.Json;

namespace NetComm.Cli.Tests.Documents;

/// <summary>
/// Every key of the language, and every word that a key takes, stands in a table of the page, in the section where it belongs.
/// </summary>
public sealed class LanguageKeyTests : IDisposable
{
    private const string OfQuantities = "Quantities that vary";

    private const string NotYet = "(not supported yet)";

    private static readonly MarkdownPage Page = MarkdownPage.Read("scenarios/LANGUAGE.md");

    /// <summary>Where keys stand, by the path of the mapping that they are in; the longest that fits counts.</summary>
    private static readonly Dictionary<string, string[]> Places = new()
    {
        [""] = ["The keys of a file"],
        ["hosts"] = ["Hosts and routers"],
        ["routers"] = ["Hosts and routers"],
        ["links"] = ["Links"],
        ["links.queue"] = ["Queues"],
        ["links.jitter"] = ["Impairments"],
        ["links.loss"] = ["Impairments"],
        ["links.profile"] = ["Profiles"],
        ["lans"] = ["LANs", "Links"],
        ["groups"] = ["Groups and anycast addresses"],
        ["anycast"] = ["Groups and anycast addresses"],
        ["flows"] = ["Flows"],
        ["flows.traffic"] = ["Traffic"],
        ["flows.tcp"] = ["TCP options"],
        ["programs"] = ["Programs"],
        ["programs.steps"] = ["Steps"],
        ["apps"] = ["Apps"],
        ["faults"] = ["Faults and other changes in time", "Links"],
        ["expect"] = ["Points, hints and theories"],
        ["topology"] = ["Bigger networks", "Links"],
        ["proxy"] = ["Loopback mode"],
        ["sweep"] = ["Sweeps"],
    };

    private static readonly string[] OfEveryApp = ["name", "kind", "host", "start", "port"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Every_key_has_a_row_in_the_section_where_it_belongs()
    {
        SchemaKey[] keys = [.. Schema().Keys];

        string[] missing =
            [.. keys.Where(key => !HasRow(key)).Select(key => $"{key.Path}: not in '{string.Join("', '", SectionsOf(key))}'").Distinct()];

        Assert.True(keys.Length > 300, $"the schema has {keys.Length} keys");
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Every_word_that_a_key_takes_is_named_in_its_section()
    {
        SchemaWord[] words = [.. Schema().Words];

        string[] missing = [.. words.Where(word => !IsNamed(word)).Select(word => $"{word.Path}: {word.Word}").Distinct()];

        Assert.True(words.Length > 100, $"the schema has {words.Length} words");
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void A_key_is_marked_as_coming_exactly_where_the_program_refuses_it()
    {
        SchemaKey[] keys = [.. Schema().Keys.Where(key => OwnRow(key) is not null)];

        string[] wrong =
        [
            .. (from key in keys
                group key by string.Join(' ', OwnRow(key)!) into row
                let coming = row.All(key => key.IsComing)
                let marked = row.First() is var first && OwnRow(first)![0].Contains("*coming*", StringComparison.Ordinal)
                where coming != marked
                select $"{row.First().Path}: {(coming ? "is coming" : "is there")}: {row.Key}").Distinct(),
        ];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static string[] SectionsOf(SchemaKey key) => key.IsOfQuantity ? [OfQuantities] : SectionsOf(key.Parent);

    private static string[] SectionsOf(string path)
    {
        if (path.EndsWith(".on-error", StringComparison.Ordinal)) return ["Errors that a program expects"];
        for (string at = path; ; at = at[..at.LastIndexOf('.')])
        {
            if (Places.TryGetValue(at, out string[]? sections)) return sections;
            if (!at.Contains('.')) return Places[at.Length == 0 || !Places.ContainsKey(at) ? "" : at];
        }
    }

    private static bool HasRow(SchemaKey key)
    {
        bool isOfStep = SectionsOf(key)[0] == "Steps" && key.Step.Length > 0 && key.Step != key.Name && key.Name != "on-error";
        if (isOfStep) return Names(RowOf("Steps", key.Step), 1, key.Name);
        if (OwnRow(key) is null) return false;
        return key.Parent != "apps" || OfEveryApp.Contains(key.Name) || key.Kinds.All(kind => Names(RowOf("Apps", kind), 1, key.Name));
    }

    private static bool IsNamed(SchemaWord word)
    {
        string[] sections = word.Path.EndsWith(".distribution", StringComparison.Ordinal) ? [OfQuantities] : SectionsOf(word.Path);
        return sections.SelectMany(Page.Section).SelectMany(MarkdownPage.Codes).Contains(word.Word);
    }

    /// <summary>The row whose first cell names the key.</summary>
    private static string[]? OwnRow(SchemaKey key) =>
        SectionsOf(key).Select(section => RowOf(section, key.Name)).FirstOrDefault(row => row is not null);

    private static string[]? RowOf(string section, string name) => Page.Rows(section).FirstOrDefault(row => Names(row, 0, name));

    private static bool Names(string[]? row, int cell, string name) =>
        row is not null && MarkdownPage.Codes(row[cell]).Any(code => code.TrimEnd('?') == name);

    private SchemaWalk Schema()
    {
        using JsonDocument schema = JsonDocument.Parse(_place.Run("schema").Output);
        var walk = new SchemaWalk(schema.RootElement, NotYet);
        walk.Visit();
        return walk;
    }
}
