using NetComm.Analysis;
using NetComm.Network;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class IcmpTests
{
    private static readonly Traffic OnePacket = TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 100);

    [Theory]
    [InlineData(1, "10.0.0.2")]
    [InlineData(2, "10.0.1.2")]
    public void A_packet_whose_time_runs_out_is_reported_by_the_router_where_it_did(int ttl, string reporter)
    {
        Scenario scenario = Chain().Flow("a", "b", OnePacket, count: 1, with: flow => flow with { Ttl = ttl }).Build();

        List<(Ipv4Header Ip, IcmpHeader Icmp)> sent = ControlPackets.Of(SimulatedRun.Of(scenario).Trace);

        (Ipv4Header ip, IcmpHeader icmp) = Assert.Single(sent);
        Assert.Equal((IcmpType.TimeExceeded, (byte)TimeExceededCode.TimeToLive), (icmp.Type, icmp.Code));
        Assert.Equal((reporter, "10.0.0.1"), (new Ipv4Address(ip.Source).ToString(), new Ipv4Address(ip.Destination).ToString()));
    }

    [Fact]
    public void A_port_that_nobody_has_is_reported_by_the_host()
    {
        Scenario scenario =
            Chain().Program("a", new ProgramStep.OpenSocket(false, "s"), new ProgramStep.SendTo("s", "b", 9, "x"),
                new ProgramStep.Sleep(SimDuration.FromSeconds(1))).Build();

        List<(Ipv4Header Ip, IcmpHeader Icmp)> sent = ControlPackets.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal((IcmpType.DestinationUnreachable, (byte)UnreachableCode.Port), (Assert.Single(sent).Icmp.Type, sent[0].Icmp.Code));
    }

    [Fact]
    public void A_run_does_not_end_before_a_report_has_reached_who_waits_for_an_answer()
    {
        Scenario scenario = Chain()
            .Program("a", new ProgramStep.OpenSocket(false, "s"), new ProgramStep.Connect("s", "b", 9, null),
            new ProgramStep.Send("s", "x", All: false), new ProgramStep.Receive("s", 100, "answer", null)).Build();

        Trace trace = SimulatedRun.Of(scenario).Trace;

        Assert.Equal("ECONNREFUSED", Assert.Single(Measurements.From(trace, []).Programs).Failure);
    }

    [Fact]
    public void A_broadcast_is_never_answered_with_an_error()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Lan("office", LinkProperties.Perfect, "a", "b")
            .Program("a", new ProgramStep.OpenSocket(false, "s"), new ProgramStep.SetOption("s", SocketOption.Broadcast, "true"),
                new ProgramStep.SendTo("s", "255.255.255.255", 9, "x"), new ProgramStep.Sleep(SimDuration.FromSeconds(1))).Build();

        Assert.Empty(ControlPackets.Of(SimulatedRun.Of(scenario).Trace));
    }

    [Fact]
    public void The_report_names_the_datagram_it_is_about()
    {
        var packet = new Packet
        {
            Source = Ipv4Address.FromOctets(10, 0, 0, 1),
            SourcePort = 5000,
            Destination = Ipv4Address.FromOctets(10, 0, 1, 2),
            DestinationPort = 9,
            IpLength = 128,
        };

        byte[] error = IcmpErrors.About(packet, IcmpHeader.Unreachable(UnreachableCode.Port), packet.Destination, packet.Source);

        Assert.True(IcmpErrors.TryRead(error, out IcmpReport report));
        Assert.Equal(
            new IcmpReport(new(packet.Source, 5000), new(packet.Destination, 9), Errno.ECONNREFUSED, Transport.Udp, 0, packet.Destination),
            report);
    }

    private static NetworkBuilder Chain() =>
        new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2").Link("a", "r1").Link("r1", "r2").Link("r2", "b");

    private sealed class ControlPackets : ITraceFold
    {
        private readonly List<(Ipv4Header Ip, IcmpHeader Icmp)> _packets = [];

        internal static List<(Ipv4Header Ip, IcmpHeader Icmp)> Of(Trace trace)
        {
            var fold = new ControlPackets();
            trace.FoldInto(fold);
            return fold._packets;
        }

        public void Fold(ReadOnlySpan<TraceEvent> slots)
        {
            for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
            {
                if (slots[i].Kind != TraceEventKind.ControlSent) continue;
                Assert.Equal(Defect.None, Ipv4Header.Read(TraceBytes.Behind(slots, i), out Ipv4Header ip, out ReadOnlySpan<byte> message));
                Assert.Equal(Defect.None, IcmpHeader.Read(message, out IcmpHeader icmp, out _));
                _packets.Add((ip, icmp));
            }
        }
    }
}
