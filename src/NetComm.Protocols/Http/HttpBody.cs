using System.Globalization;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Http;

/// <summary>The body of a message (RFC 9112, 6 and 7): of known length, in chunks, or up to the end. Counted and discarded.</summary>
internal sealed class HttpBody
{
    /// <summary>A chunk's size in hexadecimal digits and its extensions, or a field of the trailer.</summary>
    private const int LongestChunkLine = 4096;

    private enum Part
    {
        Bytes,
        ChunkSize,
        ChunkBytes,
        ChunkEnd,
        Trailer,
        Over,
    }

    private Part _part;
    private long _left;
    private int _trailerFields;

    private HttpBody(Part part, long left)
    {
        _part = part;
        _left = left;
    }

    public long Count { get; private set; }

    public bool IsUntilClose { get; private init; }

    /// <summary>Nothing of it is still to come.</summary>
    public bool IsOver => _part == Part.Over;

    public static HttpBody None => new(Part.Over, 0);

    public static HttpBody OfLength(long length) => new(length == 0 ? Part.Over : Part.Bytes, length);

    /// <summary>A body in chunks (7.1).</summary>
    public static HttpBody Chunked => new(Part.ChunkSize, 0);

    public static HttpBody UntilClose => new(Part.Bytes, long.MaxValue) { IsUntilClose = true };

    public HttpStep Read(ByteLines input)
    {
        while (_part != Part.Over)
        {
            HttpStep step = _part is Part.Bytes or Part.ChunkBytes ? SkipBytes(input) : ReadLine(input);
            if (step != HttpStep.Whole) return step;
        }

        return HttpStep.Whole;
    }

    /// <summary>The one length that Content-Length gives (RFC 9110, 8.6); null where it is not a number, or several differ.</summary>
    public static long? Length(IReadOnlyList<string> members)
    {
        if (members.Count == 0 || members.Any(member => member != members[0] || !member.All(char.IsAsciiDigit))) return null;
        return long.TryParse(members[0], NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;
    }

    private HttpStep SkipBytes(ByteLines input)
    {
        int skipped = input.Skip(_left);
        Count += skipped;
        if (!IsUntilClose) _left -= skipped;
        if (_left > 0) return HttpStep.More;
        _part = _part == Part.ChunkBytes ? Part.ChunkEnd : Part.Over;
        return HttpStep.Whole;
    }

    private HttpStep ReadLine(ByteLines input)
    {
        switch (input.TakeLine(LongestChunkLine, out string line))
        {
            case ByteLines.Look.NotYet:
                return HttpStep.More;
            case ByteLines.Look.TooLong:
                return HttpStep.Malformed;
        }

        switch (_part)
        {
            case Part.ChunkSize:
                return TakeSize(line);
            case Part.ChunkEnd:
                _part = Part.ChunkSize;
                return line.Length == 0 ? HttpStep.Whole : HttpStep.Malformed;
            default:
                if (line.Length == 0) _part = Part.Over;
                else if (++_trailerFields > HttpHead.MostFields) return HttpStep.FieldsTooLarge;
                return HttpStep.Whole;
        }
    }

    private HttpStep TakeSize(string line)
    {
        string size = line.Split(';')[0].TrimEnd(' ', '\t');
        bool isSize = size.Length is > 0 and <= 15
            && long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left);
        if (!isSize) return HttpStep.Malformed;
        _part = _left == 0 ? Part.Trailer : Part.ChunkBytes;
        return HttpStep.Whole;
    }
}

internal enum HttpStep
{
    More,

    Whole,

    Malformed,

    /// <summary>Its first line is longer than allowed.</summary>
    LineTooLong,

    /// <summary>Its fields are larger, or more, than allowed.</summary>
    FieldsTooLarge,
}
