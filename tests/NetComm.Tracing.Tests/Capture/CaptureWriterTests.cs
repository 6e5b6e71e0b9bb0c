using System.Globalization;
using FsCheck.Xunit;
using NetComm.Analysis;
using NetComm.Runtime.Simulated;

namespace NetComm.Tracing.Tests.Capture;

public sealed class CaptureWriterTests
{
    [SkippableFact]
    public void A_host_sees_what_goes_out_and_what_comes_in()
    {
        using TraceBuilder trace = SampleTrace.Build();
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        Assert.Equal(["alice", "bob", "carol"], captures.Names);
        Assert.Equal(
            [
                "core|946684800.000000000|10.0.0.1|142|",
                "core|946684800.010000000|10.0.0.1|142|",
                "core|946684800.020000000|10.0.0.1|142|lost: loss at core alice>r1",
                "office|946684800.031000000||60|",
                "office|946684800.031800000||60|",
                "office|946684800.040000000|10.0.0.1|242|lost: noSocket at carol; lost: noSocket at r1",
                "core|946684800.050000000|10.0.0.1|106|",
                "core|946684800.060000000|10.0.1.2|170|",
                "core|946684800.075000000|10.0.0.1|47|duplicated by core alice>r1; lost: ttl at r1",
                "core|946684800.080000000|10.0.0.1|1514|",
                "core|946684800.081000000|10.0.0.1|562|held up: 1 ms in the queue of core alice>r1",
            ],
            captures["alice"].Fields("frame.interface_name", "frame.time_epoch", "ip.src", "frame.len", "frame.comment"));
        Assert.Equal(
            [
                "edge|946684800.004000000|10.0.0.1|142|",
                "edge|946684800.014000000|10.0.0.1|142|",
                "office|946684800.031400000||60|",
                "office|946684800.031400000||60|",
                "office|946684800.040400000|10.0.0.1|242|",
                "edge|946684800.054000000|10.0.0.1|106|",
                "edge|946684800.056000000|10.0.1.2|170|",
            ],
            captures["bob"].Fields("frame.interface_name", "frame.time_epoch", "ip.src", "frame.len", "frame.comment"));
        Assert.Equal(
            ["office|946684800.031400000|", "office|946684800.040400000|lost: noSocket at carol"],
            captures["carol"].Fields("frame.interface_name", "frame.time_epoch", "frame.comment"));
    }

    [SkippableFact]
    public void On_links_each_packet_is_seen_once_as_its_sender_sends_it()
    {
        using TraceBuilder trace = SampleTrace.Build();
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace(), CapturePlaces.Links);

        Assert.Equal(["link-core", "link-edge", "link-office"], captures.Names);
        Assert.Equal(
            [
                "office alice>office|946684800.031000000|eth:ethertype:arp",
                "office bob>office|946684800.031400000|eth:ethertype:arp",
                "office alice>office|946684800.040000000|eth:ethertype:ip:udp:data",
            ],
            captures["link-office"].Fields("frame.interface_name", "frame.time_epoch", "frame.protocols"));
    }

    [Fact]
    public void Routers_and_links_are_captured_on_demand_and_names_are_told_apart()
    {
        Scenario scenario = new NetworkBuilder().Hosts("A", "a", "link-x").Routers("r")
            .Link("A", "r", LinkProperties.Perfect, name: "x").Link("a", "r", LinkProperties.Perfect, name: "y")
            .Link("link-x", "r", LinkProperties.Perfect, name: "z").Build();
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        using CaptureFolder all = CaptureFolder.Of(trace, CapturePlaces.All);
        using CaptureFolder none = CaptureFolder.Of(trace, CapturePlaces.None);

        Assert.Equal(["A", "a-2", "link-x", "link-x-2", "link-y", "link-z", "r"], all.Names);
        Assert.Empty(none.Names);
    }

    [SkippableFact]
    public void Payloads_say_whose_they_are_or_what_a_program_sent()
    {
        using TraceBuilder trace = SampleTrace.Build();
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        string[] rows = captures["alice"].Fields("udp.length", "data.data");

        Assert.StartsWith("108|" + Hex("netcomm call #0 abc"), rows[0], StringComparison.Ordinal);
        Assert.StartsWith("136|" + Hex("netcomm lookup #0 answer abc"), rows[7], StringComparison.Ordinal);
        Assert.Equal("13|" + Hex("Hello"), rows[8]);
    }

    [SkippableFact]
    public void Of_a_payload_that_was_made_up_the_begin_is_kept_of_a_programs_all()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Program("client", TraceBuilder.Alice)
            .Open(1, -1, "udp 10.0.0.1:50000 > 10.0.1.2:65432 ttl 32")
            .Sent(0, 1, 0, bytes: 500).Enqueued(0, 0, 1, 1, bytes: 528).Delivered(2, 0, 1)
            .Sent(2, 2, 0, flow: 1, bytes: 500).Text(2, TraceEventKind.PayloadAttached, 0, new string('x', 500), packet: 2)
            .Enqueued(2, 0, 2, 3, bytes: 528).Delivered(4, 0, 2).Ended(9);
        using CaptureFolder cut = CaptureFolder.Of(trace.Trace(), madeUpBytes: 10);
        using CaptureFolder whole = CaptureFolder.Of(trace.Trace());

        // 14 B of Ethernet, 20 of IP, 8 of UDP.
        Assert.Equal(["542|52", "542|542"], cut["alice"].Fields("frame.len", "frame.cap_len"));
        Assert.Equal(["542|542", "542|542"], whole["alice"].Fields("frame.len", "frame.cap_len"));
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
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        using CaptureFolder captures = CaptureFolder.Of(trace);

        string[] rows = [.. captures["a"].FieldsWhere("udp", "ip.dst", "eth.src", "eth.dst").Distinct()];

        // Interfaces are numbered from 0 in the order of links and LANs: a has 4, r1 5, r2 6.
        Assert.Equal(
            ["10.0.1.2|02:00:00:00:00:04|02:00:00:00:00:06", "10.0.0.2|02:00:00:00:00:04|02:00:00:00:00:05"],
            rows);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Tshark_finds_nothing_malformed_and_every_checksum_good(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        using CaptureFolder captures = CaptureFolder.Of(trace, CapturePlaces.All);

        Assert.All(captures.Names, name => Assert.Empty(captures[name].Complaints()));
    }

    [SkippableFact]
    public void Programs_that_use_libpcap_read_each_file()
    {
        // libpcap refuses files with several interfaces of raw IP, or of several kinds.
        using Trace trace = RandomRuns.Of(5);
        using CaptureFolder captures = CaptureFolder.Of(trace, CapturePlaces.All);

        foreach (string name in captures.Names)
        {
            (int exitCode, string output, string errors) = ExternalTool.Run("tcpdump", "-n", "-tt", "-r", captures.PathOf(name));
            Assert.True(exitCode == 0, errors);
            int read = output.Split('\n').Count(line => line.StartsWith("9466848", StringComparison.Ordinal));
            Assert.Equal(BlocksIn(captures.PathOf(name), EnhancedPacket), read);
        }
    }

    [SkippableTheory]
    [InlineData(21)]
    [InlineData(55)]
    public void A_link_has_the_packets_that_were_transmitted_in_the_order_of_time(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        using CaptureFolder captures = CaptureFolder.Of(trace, CapturePlaces.Links);

        foreach (IGrouping<string, LinkMeasurement> link in Measurements.From(trace).Links.GroupBy(link => link.Name))
        {
            string[][] rows =
                [.. captures["link-" + link.Key].Fields("frame.interface_name", "frame.time_epoch").Select(row => row.Split('|'))];
            foreach (LinkMeasurement direction in link.Where(direction => direction.From != link.Key))
            {
                long inVain = SentInVain(trace, way => (way.Name, way.From, way.To) == (link.Key, direction.From, direction.To));
                long seen = rows.Count(row => row[0] == $"{link.Key} {direction.From}>{direction.To}");
                Assert.Equal(direction.Packets + inVain, seen);
            }

            decimal[] times = [.. rows.Select(row => decimal.Parse(row[1], CultureInfo.InvariantCulture))];
            Assert.Equal(times.Order(), times);
        }
    }

    [SkippableFact]
    public void A_packet_has_the_code_point_that_its_conversation_had_when_it_was_sent()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Enqueued(0, 0, 1, 1)
            .DscpChanged(0, 46).Sent(0, 2).Enqueued(0, 0, 2, 2).DscpChanged(0, 10).Sent(0, 3).Enqueued(0, 0, 3, 3)
            .Delivered(2, 0, 1).Delivered(3, 0, 2).Delivered(4, 0, 3).Ended(5);
        using CaptureFolder captures = CaptureFolder.Of(trace.Trace());

        Assert.Equal(["0|0", "46|0", "10|0"], captures["alice"].Fields("ip.dsfield.dscp", "ip.dsfield.ecn"));
        Assert.Empty(captures["alice"].Complaints());
    }

    [Property(MaxTest = 40)]
    public void Any_run_can_be_captured(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        using CaptureFolder captures = CaptureFolder.Of(trace, CapturePlaces.Links);

        Measurements measured = Measurements.From(trace);
        long sent = measured.Links.Where(link => trace.Header.Nodes.Any(node => node.Name == link.From)).Sum(link => link.Packets);
        sent += SentInVain(trace, direction => direction.FromNode is not null);
        Assert.Equal(sent, captures.Names.Sum(name => BlocksIn(captures.PathOf(name), EnhancedPacket)));
    }

    [Property(MaxTest = 40)]
    public void Hosts_see_what_they_send_and_what_reaches_them_in_the_order_of_time(int shape)
    {
        using Trace trace = RandomRuns.OfGroups(shape);
        using CaptureFolder captures = CaptureFolder.Of(trace);

        Measurements measured = Measurements.From(trace);
        foreach (TracedNode host in trace.Header.Nodes.Where(node => node.Kind == NodeKind.Host))
        {
            int node = trace.Header.Nodes.ToList().IndexOf(host);
            long sent = measured.Links.Where(link => link.From == host.Name).Sum(link => link.Packets);
            long inVain = SentInVain(trace, direction => direction.FromNode?.Index == node);
            long arrived = EventList.Of(trace).Of(TraceEventKind.Delivered)
                .Count(e => trace.Header.Directions[e.Place].ToNode?.Index == node);
            Assert.Equal(sent + inVain + arrived, BlocksIn(captures.PathOf(host.Name), EnhancedPacket));
            ulong[] times = [.. TimesIn(captures.PathOf(host.Name))];
            Assert.Equal(times.Order(), times);
        }
    }

    [Fact]
    public void Packets_that_ended_are_forgotten()
    {
        var packets = new PacketStore();
        var conversation = new Conversation(Owner.Of(new FlowId(0)), Transport.Udp, default, 1, default, 2, TimeToLive: 64);
        for (int i = 0; i < 1000; i++)
        {
            var packet = new CapturedPacket.Datagram(i, conversation, i, 100, answer: false);
            packets.Add(packet, TraceBuilder.Ms(i));
            packets.See(packet, TraceBuilder.Ms(i + 0.1), ended: i % 10 != 0);
        }

        packets.Forget(TraceBuilder.Ms(1000 + 2));

        Assert.Equal(100, packets.Count);
    }

    private const int EnhancedPacket = 6;

    /// <summary>
    /// Links that are down get packets all the same: those that are lost there without having left, but for copies that the link has made.
    /// </summary>
    private static int SentInVain(Trace trace, Func<Direction, bool> over)
    {
        var departures = new Dictionary<(int Direction, long Packet), long>();
        var lost = new HashSet<(SimTime Time, int Direction, long Packet)>();
        int count = 0;
        foreach (TraceEvent e in EventList.Of(trace).All)
        {
            (int, long) key = (e.Place, e.Packet);
            if (e.Kind is TraceEventKind.Enqueued or TraceEventKind.Dequeued) departures[key] = e.Value;
            if (e.Kind == TraceEventKind.Delivered && e.Extra == 0) departures.Remove(key);
            if (e.Kind != TraceEventKind.Dropped || e.Place < 0 || e.Reason != (byte)DropReason.Down) continue;
            bool hasLeft = departures.TryGetValue(key, out long departure) && departure >= 0 && departure <= e.Time.Picoseconds;
            bool isFirst = lost.Add((e.Time, e.Place, e.Packet));
            if ((e.Value != 0 || (isFirst && !hasLeft)) && over(trace.Header.Directions[e.Place])) count++;
        }

        return count;
    }

    private static int BlocksIn(string path, int type) => Blocks(path).Count(block => BitConverter.ToInt32(block) == type);

    private static IEnumerable<ulong> TimesIn(string path) =>
        from block in Blocks(path)
        where BitConverter.ToInt32(block) == EnhancedPacket
        select ((ulong)BitConverter.ToUInt32(block, 12) << 32) | BitConverter.ToUInt32(block, 16);

    private static IEnumerable<byte[]> Blocks(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        for (int at = 0; at < content.Length; at += BitConverter.ToInt32(content, at + 4))
            yield return content[at..(at + BitConverter.ToInt32(content, at + 4))];
    }

    private static string Hex(string text) => Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(text));
}
