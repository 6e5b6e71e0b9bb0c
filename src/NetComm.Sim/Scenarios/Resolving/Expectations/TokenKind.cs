namespace NetComm.Sim.Scenarios.Resolving.Expectations;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A name, number, unit or word.</summary>
    Word,

    /// <summary>A comparison, or ±.</summary>
    Sign,

    /// <summary>A text in double quotes; its text is what stands between.</summary>
    Quoted,

    /// <summary>A quote that is never closed.</summary>
    Unclosed,

    /// <summary>Behind the last one.</summary>
    End,
}
