namespace NetComm.Scenarios.Language;

/// <summary>What is allowed at a place in a scenario: the checker, the schema and the paths of overrides follow it.</summary>
internal abstract record Shape
{
    /// <summary>Any text; empty only where that has a meaning.</summary>
    public sealed record Text(bool MayBeEmpty = false) : Shape;

    public sealed record NewName : Shape;

    /// <summary>A name that is defined elsewhere; the reader that looks it up reports mistakes.</summary>
    public sealed record Reference(string Of) : Shape;

    /// <summary>One of some words; those in <paramref name="Later"/> are decided, but not supported yet.</summary>
    public sealed record Word(IReadOnlyList<string> Words, IReadOnlyList<string> Later) : Shape
    {
        /// <summary>Other words that people write, each with the one that it means.</summary>
        public IReadOnlyDictionary<string, string> Synonyms { get; init; } = new Dictionary<string, string>();

        /// <summary>The word that somebody probably meant; null where none is near.</summary>
        public string? Meant(string typed) => Synonyms.TryGetValue(typed, out string? word) ? word : Nearest.To(typed, Words);
    }

    public sealed record Flag : Shape;

    public sealed record Whole(long Min, long Max) : Shape;

    public sealed record Number(decimal Min, decimal Max) : Shape;

    /// <summary>A number with a unit, or a word that is allowed instead.</summary>
    public sealed record Amount(QuantityRange Range, string? OrWord = null) : Shape;

    public sealed record Address : Shape;

    /// <summary>An IPv4 network such as 10.0.1.0/24.</summary>
    public sealed record Subnet : Shape;

    public sealed record Anything : Shape;

    /// <summary>A list.</summary>
    /// <param name="Thing">The name of an item in messages; null where items are simple values.</param>
    public sealed record List(Shape Item, string? Thing = null, int Min = 0, int Max = int.MaxValue) : Shape;

    /// <summary>A mapping whose keys the file chooses.</summary>
    /// <param name="KeysAreNames">Whether the keys must follow the rule for names.</param>
    /// <param name="MayBeNull">Whether a key without value stands for one with an empty mapping.</param>
    public sealed record Dictionary(Shape Value, string? Thing = null, bool KeysAreNames = true, bool MayBeNull = false) : Shape
    {
        /// <summary>A key of the language that may stand among them; null: none.</summary>
        public Key? Besides { get; init; }
    }

    public sealed record Record(IReadOnlyList<Key> Keys) : Shape;

    /// <summary>A mapping whose key <paramref name="Discriminator"/> says which further keys it takes.</summary>
    /// <param name="Default">The case without that key; null: the key must stand there.</param>
    /// <param name="DefaultNeeds">A key without which the default is not meant either; null: it always is.</param>
    public sealed record Variant(
        string Discriminator, IReadOnlyList<Key> Common, IReadOnlyList<Case> Cases, string? Default = null, string? DefaultNeeds = null)
        : Shape
    {
        /// <summary>The key that people leave out with its braces: <c>limit</c> in <c>queue: 50 packets</c>; null: none.</summary>
        public string? Shorthand { get; init; }

        /// <summary>The words that the discriminator may be; each mapping of the file is checked by them.</summary>
        public Word Kinds { get; } = new([.. Cases.Select(one => one.Name)], [.. Cases.Where(one => one.Later).Select(one => one.Name)])
        {
            Synonyms = Cases.SelectMany(one => one.Synonyms.Select(word => (word, one.Name)))
                .ToDictionary(pair => pair.word, pair => pair.Name, StringComparer.OrdinalIgnoreCase),
        };

        /// <summary>The case of a mapping without the discriminator; null: it must have it.</summary>
        public string? DefaultOf(YamlMapping mapping) => DefaultNeeds is null || mapping.TryGet(DefaultNeeds, out _) ? Default : null;
    }

    /// <summary>A mapping that holds exactly one of some keys, each of which allows further keys.</summary>
    /// <param name="What">The name for these keys in messages: <c>step</c>.</param>
    public sealed record Choice(IReadOnlyList<Key> Common, IReadOnlyList<Case> Cases, string What) : Shape;

    /// <summary>A shape with a name, which may contain itself.</summary>
    public sealed record Named(string Name, Func<Shape> Get) : Shape;

    public sealed record Either(Shape? AsScalar, Shape? AsMapping, Shape? AsList = null) : Shape;
}

/// <summary>One of the kinds that a mapping can be of, with the keys that only it has.</summary>
internal sealed record Case(string Name, IReadOnlyList<Key> Keys, string Doc = "")
{
    /// <summary>Whether it is decided but not supported yet: its use is reported.</summary>
    public bool Later { get; init; }

    /// <summary>Words that people write instead of its name.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>Whether its name alone may stand for the mapping: it has no keys.</summary>
    public bool StandsBare => Keys is [{ Shape: Shape.Record { Keys: [] } }];
}

/// <summary>A key of the language.</summary>
/// <param name="Doc">One sentence for editors.</param>
internal sealed record Key(string Name, Shape Shape, string Doc)
{
    public bool Required { get; init; }

    public bool Later { get; init; }

    public LoopbackLimit Loopback { get; init; }

    /// <summary>Words that people write instead of it.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];
}

/// <summary>Where a key of a link has no effect in loopback mode.</summary>
internal enum LoopbackLimit
{
    None,

    /// <summary>It changes nothing about TCP, which is the system's own.</summary>
    NotOnTcp,
}
