using System.Globalization;
using System.Text;

namespace NetComm.Scenarios;

/// <summary>One thing that is wrong in a scenario, and where. Lines and columns count from 1.</summary>
/// <param name="File">The file as it was named, or <c>--set</c> and the like for values from the command line.</param>
/// <param name="Line">The line; 0 where the file as a whole is meant.</param>
/// <param name="Column">The column, in characters.</param>
/// <param name="Message">What is wrong: <c>thing 'name': rule, but was 'value'</c>.</param>
public sealed record Problem(string File, int Line, int Column, string Message)
{
    /// <summary>Characters of a line where nobody says how many there is room for.</summary>
    private const int DefaultWidth = 145;

    /// <summary>So many characters of the file's line are shown in any case.</summary>
    private const int LeastWindow = 20;

    /// <summary>Two blanks before the file's line, and a sign on each side where it is cut.</summary>
    private const int Margins = 4;

    /// <summary>The line's text; empty where there is none to show.</summary>
    public string SourceLine { get; init; } = "";

    /// <summary>How many characters the marker covers. Default 1.</summary>
    public int Length { get; init; } = 1;

    /// <summary>What would be right: units, names, keys; null where the message says it.</summary>
    public string? Allowed { get; init; }

    /// <summary>The nearest known name or value; null where none is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The whole problem as shown to its author: place and rule, line with a marker, what is allowed or was meant.</summary>
    public string Render() => Render(DefaultWidth);

    /// <summary>The same for a screen of so many columns: a line of the file that is longer is cut on both sides of its marker.</summary>
    public string Render(int columns)
    {
        var text = new StringBuilder(Headline());
        if (SourceLine.Length > 0) AppendMarkedLine(text, Math.Max(LeastWindow, columns - Margins - 1));
        if (Allowed is not null) text.Append("\n  allowed: ").Append(Allowed);
        if (Suggestion is not null) text.Append("\n  did you mean '").Append(Suggestion).Append("'?");
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Render();

    private string Headline() => Line == 0
        ? $"{File}: {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): {Message}");

    private void AppendMarkedLine(StringBuilder text, int window)
    {
        int column = Math.Clamp(Column - 1, 0, SourceLine.Length);
        int from = SourceLine.Length <= window ? 0 : Math.Clamp(column - window / 3, 0, SourceLine.Length - window);
        int to = Math.Min(SourceLine.Length, from + window);
        string before = from > 0 ? "…" : "";
        string shown = Printable(SourceLine[from..to]);
        // A tab stays a tab under a tab, so that the marker stands where the terminal puts the place.
        string indent = string.Concat(shown[..(column - from)].Select(c => c == '\t' ? '\t' : ' '));
        int length = Math.Clamp(Length, 1, Math.Max(1, to - column));
        text.Append("\n  ").Append(before).Append(shown.TrimEnd()).Append(to < SourceLine.Length ? "…" : "");
        text.Append("\n  ").Append(before.Length > 0 ? " " : "").Append(indent).Append('^', length);
    }

    private static string Printable(string line) => string.Concat(line.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c));
}
