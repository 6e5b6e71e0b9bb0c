using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Rip;

/// <summary>A message of RIP version 2 (RFC 2453 §4), at most 25 routes: by UDP from port 520 to port 520 of 224.0.0.9.</summary>
/// <remarks>Not modelled: version 1, authentication.</remarks>
internal sealed record RipMessage(RipCommand Command, IReadOnlyList<RipEntry> Entries)
{
    public const ushort Port = 520;

    /// <summary>§3.6.</summary>
    public const int MaximumEntries = 25;

    private const int HeaderSize = 4;
    private const byte Version = 2;

    /// <summary>§3.9.1: one entry of address family 0 with metric 16 asks for the whole table.</summary>
    public static RipMessage WholeTableRequest { get; } =
        new(RipCommand.Request, [new RipEntry(0, 0, RipEntry.Infinity) { AddressFamily = 0 }]);

    public int Size => HeaderSize + RipEntry.Size * Entries.Count;

    public bool AsksForWholeTable => Command == RipCommand.Request && Entries is [{ AddressFamily: 0, Metric: RipEntry.Infinity }];

    public void Write(Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Entries.Count, MaximumEntries);
        bytes = bytes[..Size];
        bytes[0] = (byte)Command;
        bytes[1] = Version;
        bytes[2..HeaderSize].Clear();
        for (int i = 0; i < Entries.Count; i++) Entries[i].Write(bytes[(HeaderSize + RipEntry.Size * i)..]);
    }

    public static Defect Read(ReadOnlySpan<byte> bytes, out RipMessage? message)
    {
        message = null;
        if (bytes.Length < HeaderSize) return Defect.Truncated;
        if (bytes[0] is not ((byte)RipCommand.Request or (byte)RipCommand.Response)) return Defect.Kind;
        if (bytes[1] != Version) return Defect.Version;
        (int count, int rest) = Math.DivRem(bytes.Length - HeaderSize, RipEntry.Size);
        if (rest != 0 || count > MaximumEntries) return Defect.Length;

        var entries = new RipEntry[count];
        for (int i = 0; i < count; i++) entries[i] = RipEntry.Read(bytes[(HeaderSize + RipEntry.Size * i)..]);
        message = new((RipCommand)bytes[0], entries);
        return Defect.None;
    }
}

/// <summary>The command of a RIP message (RFC 2453 §3.6).</summary>
internal enum RipCommand : byte
{
    Request = 1,

    Response = 2,
}
