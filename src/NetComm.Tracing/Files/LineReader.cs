namespace NetComm.Tracing;

internal sealed class LineReader(Stream stream)
{
    /// <summary>
    /// Longest line, in bytes: what a program may print (16 MiB), each byte of it escaped with six; the header of 300 000 hosts.
    /// </summary>
    private const int Longest = 128 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _begin;
    private int _end;

    public long Number { get; private set; }

    /// <summary>The next line without its end, good until the next call; false after the last.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        int searched = _begin;
        while (true)
        {
            int end = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = _buffer.AsMemory(_begin, searched + end - _begin);
                _begin = searched + end + 1;
                Number++;
                return true;
            }

            searched = _end - _begin;
            if (!Fill()) break;
            searched += _begin;
        }

        line = _buffer.AsMemory(_begin, _end - _begin);
        _begin = _end;
        if (line.Length == 0) return false;
        Number++;
        return true;
    }

    /// <summary>Moves what is left to the front and reads more behind it.</summary>
    private bool Fill()
    {
        int left = _end - _begin;
        if (left >= Longest)
        {
            Number++;
            throw new FormatException("it has more than 128 MiB");
        }

        if (left == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        else Array.Copy(_buffer, _begin, _buffer, 0, left);

        (_begin, _end) = (0, left);
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
