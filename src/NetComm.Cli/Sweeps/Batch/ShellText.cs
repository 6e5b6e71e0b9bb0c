using System.Text.RegularExpressions;

namespace NetComm.Cli.Sweeps.Batch;

/// <summary>Words of a command line as a POSIX shell reads them.</summary>
internal static partial class ShellText
{
    /// <summary>A word that the shell gives to the command exactly as it is.</summary>
    public static string Quote(string word) =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Several words.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A text for a comment, on one line.</summary>
    public static string Comment(string text) => ControlCharacters().Replace(text, "?");

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\p{C}|\p{Zl}|\p{Zp}")]
    private static partial Regex ControlCharacters();
}
