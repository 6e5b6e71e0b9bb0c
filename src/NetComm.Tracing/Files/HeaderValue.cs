using System.Globalization;
using System.Text.Json;

namespace NetComm.Tracing;

/// <summary>
/// A value in a trace's header, with the path by which it is told: <c>'flows[2].from'</c>. What it is read as is checked;
/// <see cref="FormatException"/>s say what it should be.
/// </summary>
internal readonly record struct HeaderValue(JsonElement Json, string Path)
{
    public HeaderValue this[string key] => Find(key) ?? throw new FormatException($"its header has no '{Inside(key)}'");

    /// <summary>What stands under a key; null where there is none.</summary>
    public HeaderValue? Find(string key)
    {
        if (Json.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        return Json.TryGetProperty(key, out JsonElement found) ? new HeaderValue(found, Inside(key)) : null;
    }

    /// <summary>The items of a list, one after the other: nothing is kept of a long one whose first is wrong.</summary>
    public IEnumerable<HeaderValue> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array) throw Wrong("a list");
        string path = Path;
        return Json.EnumerateArray().Select((item, i) => new HeaderValue(item, FormattableString.Invariant($"{path}[{i}]")));
    }

    public int Count() => Json.ValueKind == JsonValueKind.Array ? Json.GetArrayLength() : throw Wrong("a list");

    public string Text() => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Wrong("a text");

    public bool Flag() => Json.ValueKind is JsonValueKind.True or JsonValueKind.False ? Json.GetBoolean() : throw Wrong("true or false");

    /// <summary>A whole number within limits.</summary>
    public long Whole(long least, long most) =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetInt64(out long number) && number >= least && number <= most
            ? number : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    /// <summary>The index of one of so many; <paramref name="least"/> may be below 0 for none.</summary>
    public int IndexOf(int count, string what, int least = 0) =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out int index) && index >= least && index < count
            ? index : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"the number of one of its {count} {what}"));

    public Ipv4Address Address() => Ipv4Address.TryParse(Text(), out Ipv4Address address) ? address : throw Wrong("an address");

    /// <summary>One of an enumeration's words, in small letters.</summary>
    public T Word<T>() where T : struct, Enum
    {
        string typed = Text();
        foreach (T value in Enum.GetValues<T>())
        {
            if (TraceHeaderJson.Lower(value) == typed) return value;
        }

        throw Wrong("one of " + string.Join(", ", Enum.GetValues<T>().Select(TraceHeaderJson.Lower)));
    }

    public FormatException Wrong(string wanted) => new($"'{Path}' of its header is not {wanted}");

    private string Inside(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
