using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace NetComm.Tracing;

/// <summary>Writes events as lines of JSON: <c>{"time":5000000,"event":"Delivered","direction":"core r1>r2","packet":7}</c>.</summary>
internal sealed class TraceLineWriter(TraceHeader header)
{
    private const int LongestPart = 32;

    private readonly TraceNames _names = new(header);
    private byte[] _line = new byte[256];
    private int _length;

    /// <summary>The line of the event at this place, with its end; good until the next call.</summary>
    public ReadOnlySpan<byte> Line(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        EventShape shape = EventShape.Of(happened.Kind);
        _length = 0;
        Add("{\"time\":"u8);
        Add(happened.Time.Picoseconds);
        Add(shape.Prefix);
        foreach (EventKey key in shape.Keys) AddKey(key, EventFields.Of(happened, key.Field));
        if (happened.HasBytes) AddBytes(TraceBytes.Behind(slots, index));
        Add("}\n"u8);
        return _line.AsSpan(0, _length);
    }

    private void AddKey(EventKey key, long number)
    {
        if (number == 0 && key.Form is EventForm.NumberUnlessZero or EventForm.Flag or EventForm.Errno) return;
        if (key.Form == EventForm.Reply && number == 1) return;
        Add(key.Prefix);
        switch (key.Form)
        {
            case EventForm.Number or EventForm.NumberUnlessZero:
                Add(number);
                break;
            case EventForm.Flag when number == 1:
            case EventForm.Reply when number == 2:
                Add("true"u8);
                break;
            case EventForm.Flag or EventForm.Reply:
                Add(number);
                break;
            case EventForm.Eightfold:
                Add(number * 8);
                break;
            case EventForm.Address:
                AddPlain(new Ipv4Address((uint)number).ToString());
                break;
            case EventForm.DropReason:
                AddPlain(DropReasons.Name((DropReason)number));
                break;
            case EventForm.TcpState:
                AddPlain(TcpStates.Name((byte)number));
                break;
            case EventForm.Errno:
                AddPlain(((Errno)number).ToString());
                break;
            default:
                Add(_names.JsonOf(key.Form, number));
                break;
        }
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            Add(",\"text\":\""u8);
            AddEscaped(bytes);
        }
        else
        {
            Add(",\"base64\":\""u8);
            Base64.EncodeToUtf8(bytes, Room(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
            _length += written;
        }

        Add("\""u8);
    }

    private void AddEscaped(ReadOnlySpan<byte> text)
    {
        // No byte becomes more than six: \u001f.
        OperationStatus status = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
            .EncodeUtf8(text, Room(text.Length * 6), out _, out int written);
        if (status != OperationStatus.Done)
            throw new InvalidOperationException($"A text of {text.Length} bytes could not be escaped: {status}.");
        _length += written;
    }

    private void AddPlain(string ascii)
    {
        Add("\""u8);
        _length += System.Text.Encoding.ASCII.GetBytes(ascii, Room(ascii.Length));
        Add("\""u8);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private void Add(long number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestPart), out int written);
        _length += written;
    }

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > _line.Length) Array.Resize(ref _line, Math.Max(_length + bytes, 2 * _line.Length));
        return _line.AsSpan(_length);
    }
}
