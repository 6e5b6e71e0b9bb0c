namespace NetComm.Sim.Scenarios.Language;

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
