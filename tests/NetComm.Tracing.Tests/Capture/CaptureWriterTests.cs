using System.Globalization;
using FsCheck.Xunit;
using NetComm.Analysis;
using NetComm.Runtime.Simulated;

namespace NetComm.Tracing.Tests.Capture;

public sealed class CaptureWriterTests
{
    [SkippableFact]
    public void The_frames_of_a_run()
    {
        using TraceBuilder trace = SampleTrace.Build();
        using CaptureFile capture = Capture(trace.Trace());

        string[] rows = capture.Fields("frame.interface_name", "frame.time_epoch", "frame.protocols", "frame.len", "frame.comment");

        Assert.Equal(
            [
                "core alice>r1|0.000000000|raw:ip:udp:data|128|",
                "edge r1>bob|0.002000000|raw:ip:udp:data|128|",
                "core alice>r1|0.010000000|raw:ip:udp:data|128|",
                "edge r1>bob|0.012000000|raw:ip:udp:data|128|",
                "core alice>r1|0.020000000|raw:ip:udp:data|128|lost: loss at core alice>r1",
                "office alice>office|0.031000000|eth:ethertype:arp|60|",
                "office office>bob|0.031200000|eth:ethertype:arp|60|",
                "office office>carol|0.031200000|eth:ethertype:arp|60|",
                "office office>r1|0.031200000|eth:ethertype:arp|60|",
                "office bob>office|0.031400000|eth:ethertype:arp|60|",
                "office office>alice|0.031600000|eth:ethertype:arp|60|",
                "office alice>office|0.040000000|eth:ethertype:ip:udp:data|242|",
                "office office>bob|0.040200000|eth:ethertype:ip:udp:data|242|",
                "office office>carol|0.040200000|eth:ethertype:ip:udp:data|242|",
                "office office>r1|0.040200000|eth:ethertype:ip:udp:data|242|",
                "core alice>r1|0.050000000|raw:ip:udp:data|92|",
                "edge r1>bob|0.052000000|raw:ip:udp:data|92|",
                "edge bob>r1|0.056000000|raw:ip:udp:data|156|",
                "core r1>alice|0.058000000|raw:ip:udp:data|156|",
                "core alice>r1|0.075000000|raw:ip:udp:data|33|",
                "core alice>r1|0.080000000|raw:ip:data|1500|",
                "core alice>r1|0.081000000|raw:ip:udp:data|548|",
            ],
            rows);
    }

    [SkippableFact]
    public void Payloads_say_whose_they_are_or_what_a_program_sent()
    {
        using TraceBuilder trace = SampleTrace.Build();
        using CaptureFile capture = Capture(trace.Trace());

        string[] rows = capture.Fields("udp.length", "data.data");

        Assert.StartsWith("108|" + Hex("netcomm call #0 abc"), rows[0], StringComparison.Ordinal);
        Assert.StartsWith("136|" + Hex("netcomm lookup #0 answer abc"), rows[17], StringComparison.Ordinal);
        Assert.Equal("13|" + Hex("Hello"), rows[19]);
    }

    [SkippableFact]
    public void A_frame_to_another_network_goes_to_the_router_that_takes_it_on()
    {
        LinkProperties fast = LinkProperties.Perfect with { Rate = Bandwidth.FromMegabits(100), Delay = SimDuration.FromMicroseconds(10) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").Routers("r1", "r2")
            .Link("r1", "b", fast).Link("r2", "c", fast).Lan("lan", fast, "a", "r1", "r2")
            .Flow("a", "c", TestNetworks.Every(SimDuration.FromMilliseconds(1), 100), count: 2)
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromMilliseconds(1), 100), count: 2)
            .Build();
        using CaptureFile capture = Capture(SimulatedRun.Of(scenario).Trace);

        string[] rows =
            [.. capture.Fields("frame.interface_name", "ip.dst", "eth.src", "eth.dst")
                .Where(row => row.StartsWith("lan a>lan|10.", StringComparison.Ordinal)).Distinct()];

        // Interfaces are numbered from 0 in the order of links and LANs: a has 4, r1 5, r2 6.
        Assert.Equal(
            ["lan a>lan|10.0.1.2|02:00:00:00:00:04|02:00:00:00:00:06", "lan a>lan|10.0.0.2|02:00:00:00:00:04|02:00:00:00:00:05"],
            rows);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public void Tshark_finds_nothing_malformed_and_every_checksum_good(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        using CaptureFile capture = Capture(trace);

        Assert.Empty(capture.Complaints());
    }

    [SkippableTheory]
    [InlineData(21)]
    [InlineData(34)]
    [InlineData(55)]
    public void Each_interface_has_the_packets_that_were_transmitted_in_the_order_of_time(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        using CaptureFile capture = Capture(trace);

        string[][] rows = [.. capture.Fields("frame.interface_name", "frame.time_epoch").Select(row => row.Split('|'))];

        foreach (LinkMeasurement link in Measurements.From(trace).Links)
            Assert.Equal(link.Packets, rows.Count(row => row[0] == $"{link.Name} {link.From}>{link.To}"));
        decimal[] times = [.. rows.Select(row => decimal.Parse(row[1], CultureInfo.InvariantCulture))];
        Assert.Equal(times.Order(), times);
    }

    [SkippableFact]
    public void A_packet_that_a_queue_marked_has_met_congestion_from_there_on()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r")
            .Link("a", "r", new LinkProperties { Rate = Bandwidth.FromMegabits(100) }, name: "access")
            .Link("r", "b", new LinkProperties
            {
                Rate = Bandwidth.FromMegabits(2),
                Delay = SimDuration.FromMilliseconds(10),
                Queue = new QueueSpec.CoDel { Control = new() { Ecn = true } },
            }, name: "core")
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with
            {
                Transport = Transport.Tcp,
                Bytes = 600_000,
                Tcp = new TcpOptions { Ecn = true },
            })
            .Build();
        Trace trace = SimulatedRun.Of(scenario).Trace;
        HashSet<string> marked = [.. EventList.Of(trace).Of(TraceEventKind.Marked).Select(e => ((ushort)e.Packet).ToString("x4"))];
        using CaptureFile capture = Capture(trace);

        string[] rows = capture.Fields("frame.interface_name", "ip.dsfield.ecn", "ip.id");

        string[][] cells = [.. rows.Select(row => row.Split('|'))];
        Assert.NotEmpty(marked);
        Assert.Equal(marked.Order(), cells.Where(row => row[0] == "core r>b" && row[1] == "3").Select(row => row[2][2..]).Order());
        Assert.DoesNotContain(cells, row => row[0] == "access a>r" && row[1] == "3");
        Assert.Contains(cells, row => row[0] == "access a>r" && row[1] == "2");
    }

    [SkippableFact]
    public void What_waits_in_a_queue_is_captured_as_its_transmission_begins()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Sent(0, 2).Sent(0, 3)
            .Waits(0, 0, 1).Dequeued(0, 0, 1, 1).Waits(0, 0, 2).Waits(0, 0, 3)
            .Delivered(2, 0, 1).DroppedWaiting(5, 0, 2).Dequeued(5, 0, 3, 6).Delivered(7, 0, 3).Ended(8);
        using CaptureFile capture = Capture(trace.Trace());

        Assert.Equal(["0.000000000|", "0.005000000|"], capture.Fields("frame.time_epoch", "frame.comment"));
    }

    [SkippableFact]
    public void A_packet_has_the_code_point_that_its_conversation_had_when_it_was_sent()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1)
            .DscpChanged(0, 46).Sent(0, 2).Enqueued(0, 0, 2, 2).DscpChanged(0, 10).Sent(0, 3).Enqueued(0, 0, 3, 3)
            .Delivered(2, 0, 1).Delivered(3, 0, 2).Delivered(4, 0, 3).Ended(5);
        using CaptureFile capture = Capture(trace.Trace());

        Assert.Equal(["0|0", "46|0", "10|0"], capture.Fields("ip.dsfield.dscp", "ip.dsfield.ecn"));
        Assert.Empty(capture.Complaints());
    }

    [SkippableFact]
    public void What_the_queue_refused_of_a_copy_does_not_mark_the_packet_as_lost()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1)
            .Enqueued(0, 0, 1, 1).DroppedOn(0, 0, 1, DropReason.QueueFull).Delivered(2, 0, 1).Ended(3);
        using CaptureFile capture = Capture(trace.Trace());

        Assert.Equal(["core alice>r1|"], capture.Fields("frame.interface_name", "frame.comment"));
    }

    [Property(MaxTest = 40)]
    public void Any_run_can_be_captured(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        using var counted = new CountingStream();

        CaptureWriter.Write(counted, trace);

        Assert.Equal(Measurements.From(trace).Links.Sum(link => link.Packets), counted.Packets);
    }

    [Fact]
    public void Packets_that_ended_are_forgotten()
    {
        var packets = new PacketStore();
        var conversation = new Conversation(Owner.Of(new FlowId(0)), Transport.Udp, default, 1, default, 2);
        for (int i = 0; i < 1000; i++)
        {
            var packet = new CapturedPacket.Datagram(i, conversation, i, 100, answer: false);
            packets.Add(packet, TraceBuilder.Ms(i));
            packets.See(packet, TraceBuilder.Ms(i + 0.1), ended: i % 10 != 0);
        }

        packets.Forget(TraceBuilder.Ms(1000 + 2));

        Assert.Equal(100, packets.Count);
    }

    private static CaptureFile Capture(Trace trace) => CaptureFile.Of((Stream stream) => CaptureWriter.Write(stream, trace));

    private static string Hex(string text) => Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(text));

    /// <summary>Counts the enhanced packet blocks that are written to it.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public int Packets
        {
            get
            {
                ReadOnlySpan<byte> rest = ToArray();
                int packets = 0;
                while (rest.Length > 0)
                {
                    if (BitConverter.ToInt32(rest) == 6) packets++;
                    rest = rest[BitConverter.ToInt32(rest[4..])..];
                }

                return packets;
            }
        }
    }
}
