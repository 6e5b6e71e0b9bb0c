namespace NetComm.Cli.Screens;

/// <summary>
/// Makes text from a scenario fit for a terminal: a program's output must not move the cursor, change colours, or stand in another order
/// than it was written (Unicode Standard Annex 9, embeddings, overrides and isolates).
/// </summary>
internal static class Printable
{
    /// <summary>The text with each control character but line end and tab as �, and so each that turns the order of what follows.</summary>
    public static string Of(string text) => text.Any(IsHarmful) ? string.Concat(text.Select(c => IsHarmful(c) ? '\uFFFD' : c)) : text;

    /// <summary>Whether a terminal obeys it.</summary>
    public static bool IsHarmful(char c) =>
        (char.IsControl(c) && c is not '\n' and not '\t') || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
