using System.Text;

namespace NetComm.Model;

/// <summary>What a file of an app holds: given bytes, or so many bytes of filler that are made when they are read.</summary>
public sealed class FileContent
{
    private const string FillerLine = "The quick brown fox jumps over the lazy dog. 0123456789 abcdefghijklmnopqrstuvwxyz.\n";

    private static readonly byte[] FillerBytes = Encoding.ASCII.GetBytes(FillerLine);

    private readonly ReadOnlyMemory<byte>? _bytes;

    private FileContent(ReadOnlyMemory<byte>? bytes, long length)
    {
        _bytes = bytes;
        Length = length;
    }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    /// <summary>These bytes.</summary>
    public static FileContent Of(ReadOnlyMemory<byte> bytes) => new(bytes, bytes.Length);

    /// <summary>This text in UTF-8.</summary>
    public static FileContent Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>So many bytes of lines of text.</summary>
    public static FileContent Filler(long length) => new(null, length);

    /// <summary>So many bytes from there on; fewer where it ends before.</summary>
    public byte[] Read(long offset, int count)
    {
        int taken = (int)Math.Min(count, Math.Max(0, Length - offset));
        if (_bytes is { } bytes) return bytes.Slice((int)Math.Min(offset, Length), taken).ToArray();
        var filler = new byte[taken];
        for (int i = 0; i < taken; i++) filler[i] = FillerBytes[(offset + i) % FillerBytes.Length];
        return filler;
    }

    /// <summary>Its length.</summary>
    public override string ToString() => new DataSize(Length).ToString();
}
