using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetComm.Tracing;

/// <summary>Names for indices in a trace file, and back. One that is not unique: <c>a>b#7</c>; without name: <c>#7</c>.</summary>
internal sealed class NameTable
{
    private readonly byte[][] _json;
    private readonly Dictionary<string, int> _indices = [];

    public NameTable(IEnumerable<string> names)
    {
        var unique = new List<string>();
        foreach (string name in names)
        {
            string own = _indices.ContainsKey(name) ? $"{name}#{unique.Count}" : name;
            _indices.TryAdd(own, unique.Count);
            unique.Add(own);
        }

        _json = [.. unique.Select(Quoted)];
    }

    public bool Has(long index) => index >= 0 && index < _json.Length;

    public ReadOnlySpan<byte> JsonOf(long index) =>
        Has(index) ? _json[index] : Quoted($"#{index.ToString(CultureInfo.InvariantCulture)}");

    public bool TryFind(ReadOnlySpan<char> name, out long index)
    {
        bool found = _indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out int known);
        index = known;
        return found
            || (name is ['#', .. var digits]
            && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index));
    }

    private static byte[] Quoted(string name) =>
        [(byte)'"', .. JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
}
