using System.Text;

namespace NetComm.Protocols.Streams;

/// <summary>Bytes that were received and are not used yet; they can be taken as lines or as they are.</summary>
internal sealed class ByteLines
{
    internal enum Look
    {
        Found,
        NotYet,
        TooLong,
    }

    private byte[] _bytes = new byte[256];
    private int _start;
    private int _scanned;
    private int _end;

    public int Count => _end - _start;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_end + bytes.Length > _bytes.Length) MakeRoom(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes the next line, without its CRLF or LF (RFC 9112, 2.2); each byte is a character (Latin-1).</summary>
    /// <param name="most">Longest line, in bytes, without its line end.</param>
    public Look TakeLine(int most, out string line)
    {
        line = "";
        int at = _bytes.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
        if (at < 0)
        {
            _scanned = _end;
            return Count > most + 1 ? Look.TooLong : Look.NotYet; // the last may be the CR
        }

        int length = _scanned + at - _start;
        int next = _scanned + at + 1;
        if (length > 0 && _bytes[_start + length - 1] == '\r') length--;
        if (length > most) return Look.TooLong;
        line = Encoding.Latin1.GetString(_bytes, _start, length);
        _start = _scanned = next;
        return Look.Found;
    }

    public int Skip(long most)
    {
        int skipped = (int)Math.Min(most, Count);
        _start += skipped;
        _scanned = _start;
        return skipped;
    }

    private void MakeRoom(int bytes)
    {
        int count = Count;
        byte[] room = count + bytes > _bytes.Length ? new byte[Math.Max(_bytes.Length * 2, count + bytes)] : _bytes;
        Buffer.BlockCopy(_bytes, _start, room, 0, count);
        _bytes = room;
        _scanned -= _start;
        _start = 0;
        _end = count;
    }
}
