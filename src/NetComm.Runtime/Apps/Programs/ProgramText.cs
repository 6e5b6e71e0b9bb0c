using System.Text;
using System.Text.Unicode;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>
/// What a program has received, as a text, and back into the same bytes: UTF-8, but a byte that is none stands as a half surrogate of its
/// own, U+DC80 to U+DCFF, as Python's 'surrogateescape' has it (PEP 383). Printed, such a byte is U+FFFD.
/// </summary>
internal static class ProgramText
{
    private const char Escape = '\uDC00';

    internal static string Read(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            bool isRune = Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
            if (isRune) text.Append(rune.ToString());
            else foreach (byte other in bytes[..used]) text.Append((char)(Escape + other));
            bytes = bytes[used..];
        }

        return text.ToString();
    }

    internal static byte[] Write(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uDC80', '\uDCFF')) return Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(text.Length);
        Span<byte> encoded = stackalloc byte[4];
        for (int i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                bytes.AddRange(text[i] is >= '\uDC80' and <= '\uDCFF' ? [(byte)(text[i] - Escape)] : "\uFFFD"u8);
            }
        }

        return [.. bytes];
    }
}
