namespace NetComm.Cli.Screens;

/// <summary>Makes text from a scenario fit for a terminal: a program's output must not move the cursor or change colours.</summary>
internal static class Printable
{
    /// <summary>The text with each control character but line end and tab as �.</summary>
    public static string Of(string text) => text.Any(IsHarmful) ? string.Concat(text.Select(c => IsHarmful(c) ? '\uFFFD' : c)) : text;

    private static bool IsHarmful(char c) => char.IsControl(c) && c is not '\n' and not '\t';
}
