using NetComm.Protocols.Ethernet;
using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>A capture in a temporary file, and what tshark says about it.</summary>
internal sealed class CaptureFile : IDisposable
{
    private static readonly string[] CheckChecksums =
        ["-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"];

    /// <summary>Protocols that tshark takes a lesson's payload for, by its port or first byte.</summary>
    private static readonly string[] NoGuesses = ["--disable-protocol", "tapa", "--disable-protocol", "gryphon"];

    /// <summary>
    /// Anything malformed, warnings and errors but on what TCP does (as to say that a segment came twice, RFC 2883), and any checksum that
    /// is not good (1).
    /// </summary>
    private const string Complaint =
        "_ws.malformed || (_ws.expert.severity >= 0x600000 && !tcp.analysis.flags && !(tcp.flags.reset == 1) && !tcp.options.sack.dsack)"
        + " || ip.checksum.status == 0 || udp.checksum.status == 0 || tcp.checksum.status == 0"
        + " || icmp.checksum.status == 0 || igmp.checksum.status == 0";

    private readonly string _path;

    private CaptureFile(string path) => _path = path;

    public static CaptureFile Of(Action<PcapngWriter> write) => Of((Stream stream) => write(new PcapngWriter(stream)));

    /// <summary>One that is there already; it is deleted at the end.</summary>
    public static CaptureFile At(string path) => new(path);

    public static CaptureFile Of(Action<Stream> write)
    {
        var file = new CaptureFile(Path.GetTempFileName());
        using FileStream stream = File.Create(file._path);
        write(stream);
        return file;
    }

    /// <summary>One line per packet, its fields divided by '|'.</summary>
    public string[] Fields(params string[] fields) =>
        Tshark(["-T", "fields", "-E", "separator=|", .. fields.SelectMany(field => new[] { "-e", field })]);

    /// <summary>The same, of the packets that a filter lets through.</summary>
    public string[] FieldsWhere(string filter, params string[] fields) =>
        Tshark(["-Y", filter, "-T", "fields", "-E", "separator=|", .. fields.SelectMany(field => new[] { "-e", field })]);

    /// <summary>The packets that tshark finds fault with, one line each.</summary>
    public string[] Complaints() => Tshark(["-Y", Complaint]);

    public void Dispose() => File.Delete(_path);

    private string[] Tshark(string[] arguments)
    {
        (int exitCode, string? output, string? errors) =
            ExternalTool.Run("tshark", ["-n", "-r", _path, .. CheckChecksums, .. NoGuesses, .. arguments]);
        Assert.True(exitCode == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>Packets in captures that tests write themselves.</summary>
internal static class CapturedPackets
{
    /// <summary>Writes an IP packet in a frame from the second interface of a network to the first.</summary>
    public static void WritePacket(this PcapngWriter writer, int at, ulong nanoseconds, byte[] packet, string? comment = null)
    {
        var frame = new byte[EthernetHeader.SizeInCapture(packet.Length)];
        packet.CopyTo(frame, EthernetHeader.Size);
        new EthernetHeader(MacAddress.ForInterface(0), MacAddress.ForInterface(1), EtherType.Ipv4).Write(frame, packet.Length);
        writer.Write(at, nanoseconds, frame, frame.Length, comment);
    }
}
