namespace NetComm.Scenarios.Language;

/// <summary>
/// What may stand at a place of a scenario. The grammar is written in shapes once; the checker, the schema and the paths of overrides
/// all follow it.
/// </summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>Any text; empty only where that has a meaning.</summary>
    public sealed record Text(bool MayBeEmpty = false) : Shape;

    /// <summary>A name that the file gives to something.</summary>
    public sealed record NewName : Shape;

    /// <summary>
    /// A name that stands elsewhere, or what else the reader of the place knows; whoever looks it up says what is wrong with it.
    /// </summary>
    public sealed record Reference(string Of) : Shape;

    /// <summary>One of some words; those in <paramref name="Later"/> are known, but do nothing yet.</summary>
    public sealed record Word(IReadOnlyList<string> Words, IReadOnlyList<string> Later) : Shape;

    /// <summary>true or false.</summary>
    public sealed record Flag : Shape;

    /// <summary>A whole number in a range.</summary>
    public sealed record Whole(long Min, long Max) : Shape;

    /// <summary>A plain number in a range.</summary>
    public sealed record Number(decimal Min, decimal Max) : Shape;

    /// <summary>A number with a unit, or the word that may stand instead.</summary>
    public sealed record Amount(QuantityRange Range, string? OrWord = null) : Shape;

    /// <summary>An IPv4 address.</summary>
    public sealed record Address : Shape;

    /// <summary>An IPv4 network such as 10.0.1.0/24.</summary>
    public sealed record Subnet : Shape;

    /// <summary>Whatever YAML holds.</summary>
    public sealed record Anything : Shape;

    /// <summary>A list.</summary>
    /// <param name="Item">The shape of each item.</param>
    /// <param name="Thing">What an item is called in messages; null where they are mere values.</param>
    /// <param name="Min">Fewest items.</param>
    /// <param name="Max">Most items.</param>
    public sealed record List(Shape Item, string? Thing = null, int Min = 0, int Max = int.MaxValue) : Shape;

    /// <summary>A mapping whose keys the file chooses.</summary>
    /// <param name="Value">The shape of each value.</param>
    /// <param name="Thing">What an item is called in messages.</param>
    /// <param name="KeysAreNames">Whether the rule for names holds for the keys.</param>
    /// <param name="MayBeNull">Whether a key without value stands for one with an empty mapping.</param>
    public sealed record Dictionary(Shape Value, string? Thing = null, bool KeysAreNames = true, bool MayBeNull = false) : Shape;

    /// <summary>A mapping with keys of the language.</summary>
    public sealed record Record(IReadOnlyList<Key> Keys) : Shape;

    /// <summary>A mapping whose key <paramref name="Discriminator"/> says which further keys it takes.</summary>
    public sealed record Variant(string Discriminator, IReadOnlyList<Key> Common, IReadOnlyList<Case> Cases, string? Default = null)
        : Shape;

    /// <summary>A mapping that holds exactly one of some keys, each of which brings further keys with it.</summary>
    /// <param name="Common">Keys that stand in all.</param>
    /// <param name="Cases">By the key that stands for them.</param>
    /// <param name="What">What the keys are, in messages: <c>step</c>.</param>
    public sealed record Choice(IReadOnlyList<Key> Common, IReadOnlyList<Case> Cases, string What) : Shape;

    /// <summary>A shape with a name, which may hold itself.</summary>
    public sealed record Named(string Name, Func<Shape> Get) : Shape;

    /// <summary>One shape where a single value stands, another for a mapping, another for a list.</summary>
    public sealed record Either(Shape? AsScalar, Shape? AsMapping, Shape? AsList = null) : Shape;
}

/// <summary>One of the kinds that a mapping can be of, with the keys that only it has.</summary>
internal sealed record Case(string Name, IReadOnlyList<Key> Keys, string Doc = "")
{
    /// <summary>Whether it is known but does nothing yet: its use is reported.</summary>
    public bool Later { get; init; }

    /// <summary>Whether keys beyond these may stand: the contract leaves them open.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>A key of the language.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Doc">One sentence for editors.</param>
internal sealed record Key(string Name, Shape Shape, string Doc)
{
    /// <summary>Whether it must stand.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it is known but does nothing yet: its use is reported.</summary>
    public bool Later { get; init; }

    /// <summary>Words that people write for it.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];
}
