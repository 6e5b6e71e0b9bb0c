using System.IO.Enumeration;

namespace NetComm.Scenarios.Reading;

/// <summary>A set of unique names: those of things with an address, or those of what is measured.</summary>
internal sealed class NameFamily(ProblemList problems)
{
    private readonly Dictionary<string, NamedEntity> _things = new(StringComparer.Ordinal);
    private readonly List<NamedEntity> _built = [];

    /// <summary>Whether further names may exist, so that an unknown one is no problem.</summary>
    public bool IsOpen { get; set; }

    public void Declare(EntityKind kind, string name, SourceSpan span, IReadOnlyList<string>? members = null)
    {
        var thing = new NamedEntity(kind, name, span, members ?? []);
        if (_things.TryAdd(name, thing)) return;
        NamedEntity first = _things[name];
        if (first.IsBuilt) ReportBuilt(thing, first);
        else problems.Add(span, $"{Word(thing)} '{name}': the name is taken by {first.Noun} in line {first.Span.Line}");
    }

    /// <summary>Registers a name that <c>topology</c> builds; one that is also written is reported where it is written.</summary>
    public void DeclareBuilt(EntityKind kind, string name, SourceSpan topology)
    {
        var thing = new NamedEntity(kind, name, topology, []) { IsBuilt = true };
        if (_things.TryAdd(name, thing)) _built.Add(thing);
        else ReportBuilt(_things[name], thing);
    }

    public NamedEntity? Find(string name) => _things.GetValueOrDefault(name);

    /// <summary>What a name, or a pattern for what <c>topology</c> builds of these kinds, stands for; null: nothing.</summary>
    public NamedEntity? FindOrMatch(string name, params EntityKind[] kinds) => name.Contains('*') ? Matching(name, kinds) : Find(name);

    public IEnumerable<string> Of(params EntityKind[] kinds) =>
        _things.Values.Where(thing => kinds.Contains(thing.Kind)).Select(thing => thing.Name);

    /// <summary>
    /// The thing of one of these kinds that a scalar names. Else null, and reported: unknown names (with the nearest known one), things of
    /// another kind, and names that stand for several where <paramref name="allowsCounted"/> is false.
    /// </summary>
    /// <param name="where">Its place, for messages: <c>flow 'call': 'from'</c>.</param>
    /// <param name="wanted">What is wanted: <c>a host</c>.</param>
    public NamedEntity? Resolve(YamlScalar scalar, string where, string wanted, bool allowsCounted, params EntityKind[] kinds) =>
        Resolve(scalar.Value, scalar.Span, where, wanted, allowsCounted, kinds);

    /// <summary>The same, for a name inside a longer text.</summary>
    public NamedEntity? Resolve(string name, SourceSpan span, string where, string wanted, bool allowsCounted, params EntityKind[] kinds)
    {
        NamedEntity? found = FindOrMatch(name, kinds);
        if (found is null) Unknown(span, name, where, wanted, kinds);
        else if (!kinds.Contains(found.Kind)) problems.Add(span, $"{where} must be {wanted}, but '{name}' is {found.Noun}");
        else if (found.IsCounted && !allowsCounted)
            problems.Add(span, $"{where} must be one of them: '{name}' stands for {found.Members[0]} … {found.Members[^1]}");
        else return found;

        return null;
    }

    private void ReportBuilt(NamedEntity written, NamedEntity built) => problems.Add(
        written.Span, $"{Word(written)} '{written.Name}': the name is taken by {built.Noun} that 'topology' builds");

    /// <summary>The built nodes of these kinds whose names fit a pattern such as <c>h*</c>, by their numbers; null: none.</summary>
    private NamedEntity? Matching(string pattern, EntityKind[] kinds)
    {
        string[] members =
        [
            .. _built.Where(built => kinds.Contains(built.Kind))
                .Where(built => FileSystemName.MatchesSimpleExpression(pattern, built.Name, ignoreCase: false))
                .Select(built => built.Name).Order(NumberOrder.Instance),
        ];
        return members.Length == 0 ? null : _things[members[0]] with { Name = pattern, Members = members };
    }

    public void Unknown(SourceSpan span, string name, string where, string wanted, params EntityKind[] kinds)
    {
        if (IsOpen) return;
        bool isWorthIt = problems.Shows(span);
        string[] known = isWorthIt ? [.. Of(kinds)] : [];
        string? allowed = known.Length is 0 or > 20 ? null : string.Join(", ", known);
        string rule = name.Contains('*') ? $"but 'topology' builds none whose name fits '{Shapes.Cropped(name)}'"
            : $"but there is no '{Shapes.Cropped(name)}'";
        problems.Add(span, $"{where} must be {wanted}, {rule}", allowed, CopiesMatching(name, kinds) ?? Nearest.To(name, known));
    }

    /// <summary>What is written once with <c>count</c> and has copies whose names fit the pattern: <c>pc</c> for <c>pc-*</c>.</summary>
    private string? CopiesMatching(string pattern, EntityKind[] kinds) => !pattern.Contains('*') ? null
        : _things.Values.FirstOrDefault(thing => kinds.Contains(thing.Kind) && thing.IsCounted
            && FileSystemName.MatchesSimpleExpression(pattern, thing.Members[0], ignoreCase: false))?.Name;

    private static string Word(NamedEntity thing) => thing.Noun[(thing.Noun.IndexOf(' ') + 1)..];
}

/// <summary>Something that has a name in the file.</summary>
/// <param name="Members">For what stands for several (a host with <c>count</c>): their names; else empty.</param>
internal sealed record NamedEntity(EntityKind Kind, string Name, SourceSpan Span, IReadOnlyList<string> Members)
{
    public bool IsCounted => Members.Count > 0;

    /// <summary>Whether it is not written, but built by <c>topology</c>.</summary>
    public bool IsBuilt { get; init; }

    /// <summary><c>a host</c>, for messages.</summary>
    public string Noun => Kind is EntityKind.App or EntityKind.Anycast ? $"an {Word}" : $"a {Word}";

    private string Word => Kind switch
    {
        EntityKind.Lan => "LAN",
        EntityKind.Anycast => "anycast address",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}

internal enum EntityKind
{
    Host,
    Router,
    Lan,
    Group,
    Anycast,
    Link,
    Flow,
    Program,
    App,
}
