using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Http;

/// <summary>The head of a message (RFC 9112, 2.1): a first line, and fields up to an empty line. It can arrive in any pieces.</summary>
/// <remarks>Line folding (5.2) counts as malformed, which the RFC allows.</remarks>
internal sealed class HttpHead
{
    /// <summary>RFC 9112, 3: servers should accept at least 8000 bytes.</summary>
    public const int LongestLine = 8000;

    /// <summary>Bytes of all fields together: nginx has four buffers of 8 kB.</summary>
    public const int LargestFields = 32 * 1024;

    /// <summary>Fields, at most: as Apache's LimitRequestFields.</summary>
    public const int MostFields = 100;

    /// <summary>Empty lines that are ignored before a message (RFC 9112, 2.2: at least one).</summary>
    private const int MostEmptyLines = 4;

    private readonly List<(string Name, string Value)> _fields = [];
    private int _emptyLines;
    private int _fieldBytes;

    public string? FirstLine { get; private set; }

    /// <summary>The values of all fields of this name; the case of names does not matter.</summary>
    public IEnumerable<string> Values(string name) =>
        _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    public IReadOnlyList<string> Members(string name) =>
        [.. Values(name).SelectMany(value => value.Split(',')).Select(member => member.Trim(' ', '\t')).Where(member => member.Length > 0)];

    /// <summary>Whether such a list has the member; case does not matter.</summary>
    public bool Has(string name, string member) => Members(name).Any(one => one.Equals(member, StringComparison.OrdinalIgnoreCase));

    public HttpStep Read(ByteLines input)
    {
        while (true)
        {
            int most = FirstLine is null ? LongestLine : Math.Max(0, LargestFields - _fieldBytes);
            ByteLines.Look look = input.TakeLine(most, out string line);
            if (look == ByteLines.Look.NotYet) return HttpStep.More;
            if (look == ByteLines.Look.TooLong) return FirstLine is null ? HttpStep.LineTooLong : HttpStep.FieldsTooLarge;
            if (FirstLine is null)
            {
                if (line.Length > 0) FirstLine = line;
                else if (++_emptyLines > MostEmptyLines) return HttpStep.Malformed;
                continue;
            }

            if (line.Length == 0) return HttpStep.Whole;
            _fieldBytes += line.Length;
            if (_fields.Count == MostFields) return HttpStep.FieldsTooLarge;
            if (!TryAddField(line)) return HttpStep.Malformed;
        }
    }

    /// <summary>Whether the text is a token (RFC 9110, 5.6.2).</summary>
    public static bool IsToken(string text) => text.Length > 0
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c));

    /// <summary>Whether the text is the value of a Host field (RFC 9110, 7.2): a name or address, perhaps a port; or empty.</summary>
    public static bool IsHost(string text)
    {
        int end = text.StartsWith('[') ? text.IndexOf(']') + 1 : text.IndexOf(':');
        if (text.StartsWith('[') && end == 0) return false;
        (string name, string rest) = end < 0 ? (text, "") : (text[..end], text[end..]);
        const string others = "-._~!$&'()*+,;=%:[]";
        bool isName = name.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c));
        return isName && (rest.Length == 0 || (rest[0] == ':' && rest[1..].All(char.IsAsciiDigit)));
    }

    private bool TryAddField(string line)
    {
        int colon = line.IndexOf(':');
        if (colon < 0 || !IsToken(line[..colon])) return false;
        string value = line[(colon + 1)..].Trim(' ', '\t');
        if (value.Any(c => c is '\0' or '\r')) return false;
        _fields.Add((line[..colon], value));
        return true;
    }
}
