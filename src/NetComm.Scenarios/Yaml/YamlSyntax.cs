using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace NetComm.Scenarios.Yaml;

/// <summary>Describes in plain words what is wrong with text that is not YAML, and where the mistake begins.</summary>
internal static partial class YamlSyntax
{
    /// <summary>Messages of the YAML library, and the same in words that help the author.</summary>
    private static readonly (string Said, string Meant, string? Allowed)[] Messages =
    [
        ("found invalid mapping", "a ': ' inside a text makes it a key and a value", "put the text in quotes"),
        ("Mapping values are not allowed", "a ': ' stands where no key can be", "put a text that holds ': ' in quotes"),
        ("did not find expected key", "a key is expected here: the indentation differs, or a quote closed too early", null),
        ("did not find expected '-' indicator", "a list item that begins with '-' is expected here", null),
        ("could not find expected ':'", "a key needs ': ' and a value", null),
        ("cannot start any token", "a text cannot begin with this character", "put the text in quotes"),
        ("unknown escape character", "unknown escape in double quotes", "\\\\ for a backslash, or single quotes"),
        ("did not find expected node content", "a value is expected here", null),
        ("more than one anchor", "a value has one anchor at most", null),
        ("incompatible YAML document", "only YAML 1.1 and 1.2 are known", null),
    ];

    /// <summary>In characters, without a blank or comma: what is longer is no name, address or quantity, and no text for people.</summary>
    private const int LongestWord = 1_000_000;

    /// <summary>A longer value is left out of what is suggested.</summary>
    private const int LongestSuggested = 40;

    /// <summary>A syntax error; no other problem is reported with it.</summary>
    public static ScenarioException Error(
        SourceSpan span, string message, Exception? cause = null, string? allowed = null, string? suggestion = null)
    {
        _ = cause; // named by the callers so that a debugger shows where it came from
        return new([span.ToProblem(message) with { Allowed = allowed, Suggestion = suggestion }]);
    }

    /// <summary>YAML allows no control characters and half surrogates, and the library stops at some without an error.</summary>
    public static void RefuseControlCharacters(SourceText source)
    {
        int at = source.Text.AsSpan().IndexOfAnyExcept(Allowed);
        if (at < 0) at = HalfOfPair(source.Text);
        if (at < 0) return;
        string name = string.Create(CultureInfo.InvariantCulture, $"U+{(int)source.Text[at]:X4}");
        throw Error(SpanAt(source, at, 1), $"the character {name} is not allowed in YAML");
    }

    /// <summary>The library takes the more time for each character of a word the longer it is.</summary>
    public static void RefuseLongWords(SourceText source)
    {
        ReadOnlySpan<char> text = source.Text;
        for (int begin = 0; begin < text.Length;)
        {
            int length = text[begin..].IndexOfAny(BetweenWords) is var end and >= 0 ? end : text.Length - begin;
            if (length > LongestWord) throw Error(SpanAt(source, begin, length), "a word has at most 1 000 000 characters");
            begin += length + 1;
        }
    }

    /// <summary>The library's exception in plain words, at the place where the mistake begins.</summary>
    public static ScenarioException Explain(SourceText source, YamlException exception)
    {
        string said = exception.Message;
        int start = (int)exception.Start.Index;
        if (said.Contains("tab", StringComparison.Ordinal)) return TabAsIndentation(source, start);
        if (said.Contains("quoted scalar", StringComparison.Ordinal) && !said.Contains("escape", StringComparison.Ordinal))
            return Error(SpanAt(source, start, 1), "the quote that opens here is never closed");

        SourceSpan span = SpanAt(source, start, (int)Math.Max(1, exception.End.Index - exception.Start.Index));
        if (LongQuoteBefore(source) is { } quote)
        {
            string line =
                string.Create(CultureInfo.InvariantCulture,
                    $"the quote that opens here closes only in line {quote.LastLine}, where the text goes on");
            return Error(SpanAt(source, quote.Start, 1), line);
        }

        if (said.Contains("flow", StringComparison.Ordinal) && OpenBracket(source) is { } bracket)
            return Error(span, $"',' or the end of the '{bracket.Typed}' of line {bracket.Line} is expected here");

        if ((KeyWithoutBlank(source, (int)exception.End.Index) ?? PlainKeyWithoutBlank(source, (int)exception.Start.Index)) is { } key)
        {
            string name = key.Groups["key"].Value;
            string value = key.Groups["value"].Value.Trim();
            return Error(
                SpanAt(source, key.Groups["key"].Index, name.Length + 1), "a key needs a blank behind its ':'",
                suggestion: $"{name}: {(value.Length <= LongestSuggested ? value : "")}");
        }

        foreach ((string part, string meant, string? allowed) in Messages)
        {
            if (said.Contains(part, StringComparison.Ordinal)) return Error(span, meant, allowed: allowed);
        }

        return Error(span, Plain(said));
    }

    /// <summary>A key in the line of a mistake, or in one above it where that begins with it, whose value follows at once.</summary>
    private static Match? KeyWithoutBlank(SourceText source, int at)
    {
        at = Math.Clamp(at, 0, source.Text.Length);
        int end = source.Text.IndexOf('\n', at) is var next and >= 0 ? next : source.Text.Length;
        return KeyAndValue().Matches(source.Text[..end]).LastOrDefault();
    }

    /// <summary>The same of a plain value, <c>seed:5</c>, in the line where the mistake begins or in the one before it.</summary>
    private static Match? PlainKeyWithoutBlank(SourceText source, int at)
    {
        string before = source.Text[..Math.Clamp(at, 0, source.Text.Length)];
        int line = before.LastIndexOf('\n') + 1;
        int above = line > 1 ? before.LastIndexOf('\n', line - 2) + 1 : 0;
        int end = source.Text.IndexOf('\n', at) is var next and >= 0 ? next : source.Text.Length;
        return PlainKeyAndValue().Matches(source.Text[above..end])
            .Select(found => PlainKeyAndValue().Match(source.Text, above + found.Index)).LastOrDefault(found => found.Success);
    }

    /// <summary>A bracket or brace stays open to the end, or is closed by the wrong one.</summary>
    public static ScenarioException NeverClosed(SourceText source) => OpenBracket(source) is { } bracket
        ? Error(bracket, $"the '{bracket.Typed}' that opens here is not closed")
        : Error(source.Whole, "a bracket or brace is not closed");

    private static SourceSpan? OpenBracket(SourceText source) => Brackets.Unclosed(source.Text) is { } at ? SpanAt(source, at, 1) : null;

    private static ScenarioException TabAsIndentation(SourceText source, int from)
    {
        Match tab = IndentingTab().Match(source.Text, Math.Clamp(from, 0, source.Text.Length));
        int at = tab.Success ? tab.Groups["tab"].Index : from;
        return Error(SpanAt(source, at, 1), "a tab cannot indent YAML", allowed: "spaces");
    }

    /// <summary>The last quoted text before the error that runs over lines: often a quote forgotten at a line's end.</summary>
    private static (int Start, long LastLine)? LongQuoteBefore(SourceText source)
    {
        (int, long)? last = null;
        foreach (Scalar text in Tokens(source).OfType<Scalar>()
            .Where(text => text.Style is ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted))
        {
            last = text.End.Line > text.Start.Line ? ((int)text.Start.Index, text.End.Line) : null;
        }

        return last;
    }

    private static List<Token> Tokens(SourceText source)
    {
        var tokens = new List<Token>();
        var scanner = new Scanner(new StringReader(source.Text));
        try
        {
            // At some mistakes the scanner gives an error token, and goes on giving it.
            while (scanner.MoveNext() && scanner.Current is { } token and not YamlDotNet.Core.Tokens.Error) tokens.Add(token);
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException)
        {
            return tokens;
        }

        return tokens;
    }

    private static SourceSpan SpanAt(SourceText source, int index, int length)
    {
        index = Math.Clamp(index, 0, source.Text.Length);
        string[] before = source.Text[..index].ReplaceLineEndings("\n").Split('\n');
        return new(source, before.Length, before[^1].Length + 1, index, index + length);
    }

    private static string Plain(string said)
    {
        string text = said.TrimEnd('.', ' ');
        return text.Length == 0 ? "this is no YAML" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static int HalfOfPair(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return i;
            i++;
        }

        return -1;
    }

    private static readonly System.Buffers.SearchValues<char> BetweenWords = System.Buffers.SearchValues.Create(" \t\r\n,");

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(IsAllowed)]);

    /// <summary>YAML 1.2 (5.1): printable characters.</summary>
    private static bool IsAllowed(char c) => c is '\t' or '\n' or '\r' or '\u0085'
        || (!char.IsControl(c) && c is not ('\uFFFE' or '\uFFFF'));

    /// <summary>Of a mapping or list in braces or brackets, which begin no other text: <c>hosts:{ a: {} }</c>.</summary>
    [GeneratedRegex(@"(?m)^ *(- +)?(?<key>[A-Za-z][A-Za-z-]*):[{\[]", RegexOptions.CultureInvariant)]
    private static partial Regex KeyAndValue();

    [GeneratedRegex(@"(?m)^ *(- +)?(?<key>[A-Za-z][A-Za-z-]*):(?<value>[^\s:/][^\r\n]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainKeyAndValue();

    [GeneratedRegex("(?m)^ *(?<tab>\t)", RegexOptions.CultureInvariant)]
    private static partial Regex IndentingTab();
}
