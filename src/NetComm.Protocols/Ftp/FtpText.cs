namespace NetComm.Protocols.Ftp;

/// <summary>Files in type A (RFC 959, 3.1.1.1): lines end in CRLF in the transfer, and in LF in the tree.</summary>
internal static class FtpText
{
    /// <summary>The longest file whose line ends are converted, in bytes; longer ones are sent as they are.</summary>
    private const int Longest = 16 * 1024 * 1024;

    /// <summary>For sending: a CR is added before each LF that has none.</summary>
    public static FileContent ToWire(FileContent file)
    {
        if (file.Length > Longest) return file;
        byte[] bytes = file.Read(0, (int)file.Length);
        var wire = new List<byte>(bytes.Length + bytes.Length / 16);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) wire.Add((byte)'\r');
            wire.Add(bytes[i]);
        }

        return FileContent.Of(wire.ToArray());
    }

    /// <summary>After receiving: CRLF becomes LF.</summary>
    public static byte[] FromWire(byte[] wire)
    {
        var bytes = new List<byte>(wire.Length);
        for (int i = 0; i < wire.Length; i++)
        {
            bool isBeforeLineFeed = wire[i] == '\r' && i + 1 < wire.Length && wire[i + 1] == '\n';
            if (!isBeforeLineFeed) bytes.Add(wire[i]);
        }

        return [.. bytes];
    }
}
