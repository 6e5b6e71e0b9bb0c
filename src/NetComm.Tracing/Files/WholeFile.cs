using System.Text;

namespace NetComm.Tracing;

/// <summary>
/// Writes a file that is there as a whole or not at all: where writing fails, on a full disk perhaps, nothing of it is left.
/// </summary>
public static class WholeFile
{
    /// <summary>Writes a file, in the place of one of that name.</summary>
    /// <param name="path">Where.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        bool isWhole = false;
        try
        {
            using (FileStream file = File.Create(path)) write(file);
            isWhole = true;
        }
        finally
        {
            if (!isWhole) File.Delete(path);
        }
    }

    /// <summary>Writes a text: UTF-8 without a mark.</summary>
    /// <param name="path">Where.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <param name="path">Where.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> bytes) => Write(path, file => file.Write(bytes.Span));
}
