using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace NetComm.Reporting.Charts.Drawing;

/// <summary>PNG files as word processors want them (PNG, third edition, W3C 2025): they say how large they are on paper.</summary>
internal static class PngFile
{
    /// <summary>Twice as fine as a screen, for sharp print.</summary>
    public const int DotsPerPixel = 2;

    /// <summary>A pixel of CSS is 1/96 inch: 192 dots an inch ÷ 0.0254 m an inch = 7559 dots a metre.</summary>
    private const uint DotsPerMetre = 7559;

    /// <summary>The signature (8 bytes) and the header, always the first chunk: length, type, 13 bytes, checksum.</summary>
    private const int AfterHeader = 8 + 4 + 4 + 13 + 4;

    /// <summary>The file with a chunk that tells its resolution (section 11.3.4.3, pHYs).</summary>
    public static byte[] WithResolution(byte[] png)
    {
        Span<byte> chunk = stackalloc byte[4 + 4 + 9 + 4];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, 9);
        Encoding.ASCII.GetBytes("pHYs", chunk[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[8..], DotsPerMetre);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[12..], DotsPerMetre);
        // The unit is the metre.
        chunk[16] = 1;
        // CRC-32 of ISO 3309, as PNG has it (annex D).
        BinaryPrimitives.WriteUInt32BigEndian(chunk[17..], Crc32.HashToUInt32(chunk[4..17]));
        return [.. png.AsSpan(0, AfterHeader), .. chunk, .. png.AsSpan(AfterHeader)];
    }
}
