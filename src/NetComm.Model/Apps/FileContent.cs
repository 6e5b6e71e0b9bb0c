using System.Text;

namespace NetComm.Model;

/// <summary>The content of a file that an app serves: given bytes, or a number of filler bytes that are made when they are read.</summary>
public sealed class FileContent
{
    private const string FillerLine = "The quick brown fox jumps over the lazy dog. 0123456789 abcdefghijklmnopqrstuvwxyz.\n";

    private static readonly byte[] FillerBytes = Encoding.ASCII.GetBytes(FillerLine);

    private readonly ReadOnlyMemory<byte>? _bytes;

    /// <summary>Where in the filler it begins.</summary>
    private readonly long _start;

    private FileContent(ReadOnlyMemory<byte>? bytes, long start, long length)
    {
        _bytes = bytes;
        _start = start;
        Length = length;
    }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Content with these bytes.</summary>
    public static FileContent Of(ReadOnlyMemory<byte> bytes) => new(bytes, 0, bytes.Length);

    /// <summary>Content with this text in UTF-8.</summary>
    public static FileContent Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Filler of this many bytes, in lines of text.</summary>
    public static FileContent Filler(long length) => new(null, 0, length);

    /// <summary>Up to this many bytes from a position on; fewer at the end.</summary>
    public byte[] Read(long offset, int count)
    {
        int taken = (int)Math.Min(count, Math.Max(0, Length - offset));
        if (_bytes is { } bytes) return bytes.Slice((int)Math.Min(offset, Length), taken).ToArray();
        var filler = new byte[taken];
        for (int i = 0; i < taken; i++) filler[i] = FillerBytes[(_start + offset + i) % FillerBytes.Length];
        return filler;
    }

    /// <summary>The bytes from a position on, so many of them.</summary>
    internal FileContent Part(long offset, long length) => _bytes is { } bytes
        ? Of(bytes.Slice((int)offset, (int)length)) : new(null, _start + offset, length);

    /// <summary>A number that differs where contents do, as far as chance allows: a hash of the bytes, or of filler's length.</summary>
    internal ulong Fingerprint() => _bytes is { } bytes ? Fnv1a.Hash(bytes.Span) : Fnv1a.Hash(ToString());

    /// <summary>The length as text: <c>1500 B</c>.</summary>
    public override string ToString() => new DataSize(Length).ToString();
}
