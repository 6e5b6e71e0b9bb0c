using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetComm.Model;

/// <summary>
/// Reads files that users name. A named pipe would let the reader wait for ever, and a device such as <c>/dev/zero</c> never ends: what is
/// no regular file is refused before it is opened (on Linux, where a path leads to such things).
/// </summary>
internal static partial class RegularFile
{
    /// <summary>statx(2): a path that is relative begins in the working folder.</summary>
    private const int WorkingFolder = -100;

    /// <summary>statx(2), STATX_TYPE: only the kind of the file is asked for.</summary>
    private const uint KindAlone = 1;

    /// <summary>statx(2): the size of its answer, which is the same on each processor, and where in it <c>stx_mode</c> stands.</summary>
    private const int AnswerSize = 256, ModeAt = 28;

    /// <summary>inode(7): the bits of a mode that tell the kind of file, and two kinds.</summary>
    private const int KindBits = 0xF000, Regular = 0x8000, Folder = 0x4000;

    private const int MiB = 1 << 20;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="UnreadableFileException">It is no regular file.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        RequireIfThere(path);
        return File.OpenRead(path);
    }

    /// <summary>Makes sure that what is there, if anything, can be opened without waiting for others.</summary>
    /// <exception cref="UnreadableFileException">It is no regular file.</exception>
    public static void RequireIfThere(string path)
    {
        if (KindOf(path) is not ({ } kind and not Regular)) return;
        throw new UnreadableFileException(
            kind == Folder ? "this is a folder, not a file" : "this is a pipe or device, not a regular file");
    }

    /// <summary>What stands in a file.</summary>
    /// <param name="mostMebibytes">Of a larger file nothing is read that would be too much.</param>
    /// <exception cref="UnreadableFileException">It is no regular file, or too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, int mostMebibytes)
    {
        using FileStream file = Open(path);
        if (file.Length > (long)mostMebibytes * MiB) throw TooLarge(mostMebibytes);
        using var content = new MemoryStream((int)file.Length);
        byte[] part = new byte[64 * 1024];

        // A file may grow meanwhile.
        for (int count = file.Read(part); count > 0; count = file.Read(part))
        {
            content.Write(part, 0, count);
            if (content.Length > (long)mostMebibytes * MiB) throw TooLarge(mostMebibytes);
        }

        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    private static UnreadableFileException TooLarge(int mebibytes) =>
        new(FormattableString.Invariant($"it is too large: at most {mebibytes} MiB"));

    private static int? KindOf(string path)
    {
        if (!OperatingSystem.IsLinux() || path.Contains('\0', StringComparison.Ordinal)) return null;
        byte[] answer = new byte[AnswerSize];
        return Statx(WorkingFolder, path, 0, KindAlone, answer) == 0
            ? BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(ModeAt)) & KindBits : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] answer);
}

/// <summary>A file that is not read; the message says why, without its name.</summary>
internal sealed class UnreadableFileException(string message) : IOException(message);
