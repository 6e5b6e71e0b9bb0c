using System.Text.Json;

namespace NetComm.Tracing;

/// <summary>Reads an event's line back. Throws <see cref="FormatException"/> or <see cref="JsonException"/> if it is none.</summary>
internal sealed class TraceLineReader(TraceHeader header)
{
    private readonly TraceNames _names = new(header);
    private char[] _chars = new char[256];

    public void Read(ReadOnlySpan<byte> line, TraceSink sink)
    {
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new FormatException("it is not an object");
        if (!json.Read() || !json.ValueTextEquals("time"u8)) throw new FormatException("it does not begin with the key 'time'");
        json.Read();
        long time = json.GetInt64();
        if (!json.Read() || !json.ValueTextEquals("event"u8)) throw new FormatException("its second key is not 'event'");
        json.Read();
        ReadOnlySpan<char> kind = Chars(ref json);
        EventShape shape = EventShape.Find(kind) ?? throw new FormatException($"there is no event '{kind}'");
        ReadFields(ref json, time, shape, sink);
        if (json.Read()) throw new FormatException("something follows the object");
    }

    private void ReadFields(ref Utf8JsonReader json, long time, EventShape shape, TraceSink sink)
    {
        Span<long> fields = stackalloc long[EventFields.Count];
        byte[]? bytes = null;
        foreach (EventKey key in shape.Keys)
        {
            if (key.Form == EventForm.Reply) fields[(int)key.Field] = 1;
        }

        int expected = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isText = json.ValueTextEquals("text"u8);
            if (isText || json.ValueTextEquals("base64"u8))
            {
                json.Read();
                bytes = isText ? Utf8Of(ref json) : json.GetBytesFromBase64();
                continue;
            }

            EventKey key = KeyAt(ref json, shape, ref expected);
            json.Read();
            fields[(int)key.Field] = Number(ref json, key);
        }

        Write(time, shape.Kind, fields, bytes, sink);
    }

    private static EventKey KeyAt(ref Utf8JsonReader json, EventShape shape, ref int expected)
    {
        for (int tried = 0; tried < shape.Keys.Length; tried++)
        {
            EventKey key = shape.Keys[(expected + tried) % shape.Keys.Length];
            if (!json.ValueTextEquals(key.Name)) continue;
            expected += tried + 1;
            return key;
        }

        throw new FormatException($"the event '{shape.Kind}' has no key '{json.GetString()}'");
    }

    private long Number(ref Utf8JsonReader json, EventKey key)
    {
        if (json.TokenType == JsonTokenType.Number)
        {
            long number = json.GetInt64();
            return key.Form == EventForm.Eightfold ? number / 8 : number;
        }

        if (json.TokenType == JsonTokenType.True) return key.Form == EventForm.Reply ? 2 : 1;
        ReadOnlySpan<char> text = Chars(ref json);
        switch (key.Form)
        {
            case EventForm.Address when Ipv4Address.TryParse(text.ToString(), out Ipv4Address address):
                return address.Value;
            case EventForm.DropReason:
                return (long)DropReasons.Parse(text.ToString());
            case EventForm.TcpState:
                return TcpStates.Parse(text.ToString());
            case EventForm.Errno when Enum.TryParse(text, out Errno errno):
                return (long)errno;
            case EventForm.Address or EventForm.Errno or < EventForm.Direction:
                throw new FormatException($"'{text}' cannot stand for '{key.Name}'");
            default:
                return _names.TryFind(key.Form, text, out long index)
                    ? index : throw new FormatException($"its header has no {key.Name} '{text}'");
        }
    }

    private static void Write(long time, TraceEventKind kind, Span<long> fields, byte[]? bytes, TraceSink sink)
    {
        if (bytes is not null)
        {
            fields[(int)EventField.ValueHigh] = fields[(int)EventField.ValueLow] = 0;
            fields[(int)EventField.Value] = bytes.Length;
        }

        TraceEvent happened = EventFields.Join(new SimTime(time), kind, fields);
        if (happened.HasBytes != bytes is not null)
            throw new FormatException(happened.HasBytes ? "it has no text" : "it has a text, which such events do not have");
        if (bytes is null) sink.Write(happened);
        else sink.Write(happened, bytes);
    }

    private static byte[] Utf8Of(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String) throw new FormatException("a text was expected");
        byte[] text = new byte[json.ValueSpan.Length];
        int length = json.CopyString(text);
        return length == text.Length ? text : text[..length];
    }

    private ReadOnlySpan<char> Chars(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String) throw new FormatException("a text was expected");
        if (json.ValueSpan.Length > _chars.Length) _chars = new char[json.ValueSpan.Length * 2];
        return _chars.AsSpan(0, json.CopyString(_chars));
    }
}
