namespace NetComm.Protocols.Ftp;

/// <summary>Files in type A (RFC 959, 3.1.1.1): lines end in CRLF on the wire, and in LF in the tree.</summary>
internal static class FtpText
{
    /// <summary>The longest file that is changed on its way; longer ones go as they are.</summary>
    private const int Longest = 16 * 1024 * 1024;

    /// <summary>For the wire: each LF that no CR precedes gets one.</summary>
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

    /// <summary>From the wire: CRLF becomes LF.</summary>
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
