using System.Globalization;
using NetComm.Scenarios;
using NetComm.Sim.Tests.Architecture;
using NetComm.Tracing;
using PacketDotNet;
using SharpPcap;
using SharpPcap.LibPcap;

namespace NetComm.Sim.Tests.Captures;

/// <summary>Captures open in programs on .NET too: SharpPcap reads each frame, at the time and of the kind that tshark says.</summary>
public sealed class SharpPcapTests
{
    [SkippableTheory]
    [InlineData("scenarios/1-first-steps/5-arp.yaml", CapturePlaces.All)]
    [InlineData("scenarios/3-routing-and-failure/5-join-and-leave.yaml", CapturePlaces.Hosts)]
    [InlineData("scenarios/6-reliable-streams/1-handshake-and-close.yaml", CapturePlaces.All)]
    [InlineData("scenarios/7-applications/2-ftp-two-connections.yaml", CapturePlaces.All)]
    public void SharpPcap_reads_what_tshark_reads(string lesson, CapturePlaces places)
    {
        ExternalTool.Require("tshark");
        ExternalTool.Require("tcpdump"); // which is what libpcap, behind SharpPcap, comes with
        Scenario scenario = ScenarioReader.Read(SourceFiles.PathOf(lesson));
        using Trace trace = Simulation.Run(scenario).Trace;
        using CaptureFolder captures = CaptureFolder.Of(trace, scenario, places);

        Assert.NotEmpty(captures.Names);
        foreach (string name in captures.Names)
        {
            string[] seen = captures[name].Fields(
                "frame.time_epoch", "frame.cap_len", "arp.opcode", "ip.src", "ip.proto", "tcp.seq_raw", "tcp.flags", "udp.length");
            Assert.Equal(seen, ReadBySharpPcap(captures.PathOf(name)));
        }
    }

    private static List<string> ReadBySharpPcap(string path)
    {
        using var device = new CaptureFileReaderDevice(path);
        device.Open(new DeviceConfiguration { TimestampResolution = TimestampResolution.Nanosecond });
        var rows = new List<string>();
        while (device.GetNextPacket(out PacketCapture capture) == GetPacketStatus.PacketRead) rows.Add(Row(capture));
        Assert.Equal("", device.LastError);
        return rows;
    }

    private static string Row(PacketCapture capture)
    {
        RawCapture raw = capture.GetPacket();
        Packet frame = raw.GetPacket();
        IPv4Packet? ip = frame.Extract<IPv4Packet>();
        TcpPacket? tcp = frame.Extract<TcpPacket>();
        string?[] fields =
        [
            string.Create(CultureInfo.InvariantCulture, $"{raw.Timeval.Value:0.000000000}"),
            $"{raw.Data.Length}",
            frame.Extract<ArpPacket>() is { } arp ? $"{(int)arp.Operation}" : "",
            ip?.SourceAddress.ToString(),
            ip is null ? "" : $"{(int)ip.Protocol}",
            tcp is null ? "" : $"{tcp.SequenceNumber}",
            tcp is null ? "" : $"0x{tcp.Flags:x4}",
            frame.Extract<UdpPacket>() is { } udp ? $"{udp.Length}" : "",
        ];
        return string.Join('|', fields);
    }
}
