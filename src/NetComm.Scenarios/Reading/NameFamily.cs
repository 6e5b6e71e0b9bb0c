namespace NetComm.Scenarios.Reading;

/// <summary>A set of unique names: those of things with an address, or those of what is measured.</summary>
internal sealed class NameFamily(ProblemList problems)
{
    /// <summary>After this many problems, unknown names are reported without a suggestion.</summary>
    private const int MostHints = 500;

    private readonly Dictionary<string, NamedEntity> _things = new(StringComparer.Ordinal);

    /// <summary>Whether further names may exist, so that an unknown one is no problem.</summary>
    public bool IsOpen { get; init; }

    public void Declare(EntityKind kind, string name, SourceSpan span, IReadOnlyList<string>? members = null)
    {
        var thing = new NamedEntity(kind, name, span, members ?? []);
        if (_things.TryAdd(name, thing)) return;
        NamedEntity first = _things[name];
        problems.Add(span, $"{Word(thing)} '{name}': the name is taken by {first.Noun} in line {first.Span.Line}");
    }

    /// <summary>Whether the scalar names a host with <c>count</c> where that is not supported yet, which is reported.</summary>
    public bool IsCounted(YamlScalar name, string what, ResolveContext draft)
    {
        if (Find(name.Value) is not { IsCounted: true, Kind: EntityKind.Host } counted) return false;
        draft.Later(name.Span, $"{what} {counted.Members[0]} … {counted.Members[^1]}");
        return true;
    }

    public NamedEntity? Find(string name) => _things.GetValueOrDefault(name);

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
        NamedEntity? found = Find(name);
        if (found is null) Unknown(span, name, where, wanted, kinds);
        else if (!kinds.Contains(found.Kind)) problems.Add(span, $"{where} must be {wanted}, but '{name}' is {found.Noun}");
        else if (found.IsCounted && !allowsCounted)
            problems.Add(span, $"{where} must be one of them: '{name}' stands for {found.Members[0]} … {found.Members[^1]}");
        else return found;

        return null;
    }

    public void Unknown(SourceSpan span, string name, string where, string wanted, params EntityKind[] kinds)
    {
        if (IsOpen) return;
        bool isWorthIt = problems.Count < MostHints; // nobody reads a list of this many to its end
        string[] known = isWorthIt ? [.. Of(kinds)] : [];
        string? allowed = known.Length is 0 or > 20 ? null : string.Join(", ", known);
        problems.Add(span, $"{where} must be {wanted}, but there is no '{Shapes.Cropped(name)}'", allowed, Nearest.To(name, known));
    }

    private static string Word(NamedEntity thing) => thing.Noun[(thing.Noun.IndexOf(' ') + 1)..];
}

/// <summary>Something that has a name in the file.</summary>
/// <param name="Members">For what stands for several (a host with <c>count</c>): their names; else empty.</param>
internal sealed record NamedEntity(EntityKind Kind, string Name, SourceSpan Span, IReadOnlyList<string> Members)
{
    public bool IsCounted => Members.Count > 0;

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
