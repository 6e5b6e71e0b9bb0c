namespace NetComm.Sim.Scenarios.Language;

/// <summary>One of the kinds that a mapping can be of, with the keys that only it has.</summary>
internal sealed record Case(string Name, IReadOnlyList<Key> Keys, string Doc = "")
{
    /// <summary>Whether it is known but does nothing yet: its use is reported.</summary>
    public bool Later { get; init; }

    /// <summary>Whether keys beyond these may stand: the contract leaves them open.</summary>
    public bool IsOpen { get; init; }
}
