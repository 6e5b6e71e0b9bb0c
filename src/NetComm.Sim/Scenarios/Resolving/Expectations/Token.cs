namespace NetComm.Sim.Scenarios.Resolving.Expectations;

/// <summary>A word, sign or quoted text of an expectation, and where it stands.</summary>
internal sealed record Token(TokenKind Kind, string Text, int Start, int Length)
{
    public int End => Start + Length;

    public bool Is(string word) => Kind != TokenKind.Quoted && Text == word;
}
