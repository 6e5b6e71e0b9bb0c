using NetComm.Protocols.Tcp;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Connections;

/// <summary>
/// Connections out of traces written by hand: conversation 1 is what alice sends, from 4 294 967 290 on, and 2 what bob sends, from 500 on.
/// </summary>
public sealed class TcpFoldTests
{
    private const int There = 1;
    private const int Back = 2;
    private const uint AliceBegins = 4_294_967_290;
    private const uint BobBegins = 500;

    [Fact]
    public void Numbers_begin_with_the_SYN_and_pass_the_end_of_32_bits()
    {
        using TraceBuilder trace = Opened()
            .Segment(3, There, 4, 1000, header: Data(1)).Segment(4, There, 5, 1000, header: Data(1001)).Ended(9);

        ConnectionReport connection = ConnectionsOf(trace).Single();

        Assert.Equal([new(0.003, 1) { Packet = 4 }, new(0.004, 1001) { Packet = 5 }], connection.There.Sent.Points);
        Assert.Equal((2000L, 0L), (connection.There.Bytes, connection.Back.Bytes));
        Assert.Equal(("alice:49152", "bob:9000"), (connection.Opener, connection.Other));
    }

    [Fact]
    public void An_acknowledgement_counts_when_it_has_come()
    {
        using TraceBuilder trace = Opened()
            .Segment(3, There, 4, 1000, header: Data(1)).Segment(13, Back, 5, 0, header: Ack(1001, window: 700))
            .Received(23, 5, TraceBuilder.Alice)
            .Segment(14, Back, 6, 0, header: Ack(1001)).DroppedOn(15, 1, 6).Ended(30);

        StreamSamples stream = ConnectionsOf(trace).Single().There;

        Assert.Equal([new(0.002, 1), new(0.023, 1001)], stream.Acknowledged.Points);
        Assert.Equal([new(0.023, 700)], stream.Offered.Points);
    }

    [Fact]
    public void Retransmissions_are_marked()
    {
        using TraceBuilder trace = Opened()
            .Segment(3, There, 4, 1000, header: Data(1)).Segment(1003, There, 5, 1000, again: true, header: Data(1)).Ended(2000);

        StreamSamples stream = ConnectionsOf(trace).Single().There;

        Assert.Equal([new ChartPoint(1.003, 1) { Packet = 5 }], stream.Retransmitted.Points);
        Assert.Equal(1.003, stream.RetransmittedAt.Points.Single().X);
        Assert.Equal(1, stream.Sent.Count);
    }

    [Fact]
    public void Windows_thresholds_and_round_trips_are_told_from_when_there_are_such()
    {
        using TraceBuilder trace = Opened()
            .Congestion(2, There, 14_600, null, null, 0).Congestion(30, There, 16_060, 8030, 20.5, 14_600).Ended(40);

        StreamSamples stream = ConnectionsOf(trace).Single().There;

        Assert.Equal([14_600, 16_060], stream.Window.Points.Select(point => point.Y));
        Assert.Equal([new(0.030, 8030)], stream.Threshold.Points);
        Assert.Equal([new(0.030, 0.0205)], stream.RoundTrip.Points);
    }

    [Fact]
    public void What_is_in_flight_is_what_was_sent_and_is_not_acknowledged_whether_or_not_the_window_changes()
    {
        // A request, its acknowledgement, and another that a FIN follows.
        using TraceBuilder trace = Opened()
            .Segment(10, There, 4, 100, header: Data(1)).Segment(12, Back, 5, 0, header: Ack(101)).Received(14, 5, TraceBuilder.Alice)
            .Segment(20, There, 6, 100, header: Data(101))
            .Segment(21, There, 7, 0, header: Data(201, TcpFlags.Fin | TcpFlags.Ack)).Ended(30);

        StreamSamples stream = ConnectionsOf(trace).Single().There;

        Assert.Equal([new(0, 1), new(0.002, 0), new(0.010, 100), new(0.014, 0), new(0.020, 100), new(0.021, 101)], stream.InFlight.Points);
    }

    [Fact]
    public void What_an_acknowledgement_lets_go_at_once_is_no_dip_of_what_is_in_flight()
    {
        using TraceBuilder trace = Opened()
            .Segment(10, There, 4, 1000, header: Data(1)).Segment(10, There, 5, 1000, header: Data(1001))
            .Segment(12, Back, 6, 0, header: Ack(1001)).Received(14, 6, TraceBuilder.Alice)
            .Segment(14, There, 7, 1000, header: Data(2001)).Ended(30);

        StreamSamples stream = ConnectionsOf(trace).Single().There;

        Assert.Equal([new(0, 1), new(0.002, 0), new(0.010, 2000)], stream.InFlight.Points);
    }

    [Fact]
    public void What_came_beyond_a_gap_is_not_in_flight()
    {
        // The first segment is lost; the second is SACKed, and both are acknowledged once the first was sent again.
        TcpHeader sack =
            Ack(1) with { Options = new() { Sack = new(new SackBlock(unchecked(AliceBegins + 1001), unchecked(AliceBegins + 2001))) } };
        using TraceBuilder trace = Opened()
            .Segment(10, There, 4, 1000, header: Data(1)).Segment(11, There, 5, 1000, header: Data(1001))
            .Segment(13, Back, 6, 0, header: sack).Received(15, 6, TraceBuilder.Alice)
            .Segment(17, There, 7, 1000, again: true, header: Data(1)).Segment(19, Back, 8, 0, header: Ack(2001))
            .Received(21, 8, TraceBuilder.Alice).Ended(30);

        StreamSamples stream = ConnectionsOf(trace).Single().There;

        Assert.Equal(
            [new(0, 1), new(0.002, 0), new(0.010, 1000), new(0.011, 2000), new(0.015, 1000), new(0.021, 0)], stream.InFlight.Points);
    }

    [Fact]
    public void What_the_sender_counts_as_lost_is_not_in_flight_until_all_is_acknowledged()
    {
        using TraceBuilder trace = Opened()
            .Segment(10, There, 4, 1000, header: Data(1)).Segment(10, There, 5, 1000, header: Data(1001))
            .Segment(10, There, 6, 1000, header: Data(2001))
            .Segment(1010, There, 7, 1000, again: true, header: Data(1)).Congestion(1010, There, 1000, 2000, null, 1000)
            .Segment(1012, Back, 8, 0, header: Ack(3001)).Received(1014, 8, TraceBuilder.Alice)
            .Segment(1020, There, 9, 500, header: Data(3001)).Ended(1030);

        StreamSamples stream = ConnectionsOf(trace).Single().There;

        Assert.Equal(
            [new(0, 1), new(0.002, 0), new(0.010, 3000), new(1.010, 1000), new(1.014, 0), new(1.020, 500)], stream.InFlight.Points);
    }

    [Fact]
    public void A_window_that_no_longer_changes_is_drawn_up_to_the_last_segment()
    {
        using TraceBuilder trace = Opened().Congestion(2, There, 14_600, null, 20.5, 0);
        for (int packet = 3; packet < 13; packet++) trace.Segment(packet, There, packet, 1000, header: Data((uint)(packet - 3) * 1000 + 1));
        trace.Segment(30, Back, 13, 0, header: Ack(10_001)).Received(35, 13, TraceBuilder.Alice).Ended(40);

        IReadOnlyList<(string Name, Chart Chart)> charts =
            TcpCharts.Of("call", ConnectionsOf(trace).Single(), axisEnd: 0.04, FaultMarks.None);

        Assert.All(
            charts.Where(chart => chart.Name is "window" or "rtt"),
            chart => Assert.Equal(0.035, chart.Chart.Series[0].Data[^1].X));
    }

    [Fact]
    public void Both_ends_states_are_told_in_order()
    {
        using TraceBuilder trace = Opened().State(0, There, "SYN-SENT").State(1, Back, "SYN-RECEIVED")
            .State(2, There, "ESTABLISHED").Ended(9);

        Assert.Equal(
            [new(0, false, "SYN-SENT"), new(0.001, true, "SYN-RECEIVED"), new ConnectionReport.Change(0.002, false, "ESTABLISHED")],
            ConnectionsOf(trace).Single().Changes);
    }

    [Fact]
    public void The_reset_of_a_host_that_has_forgotten_it_belongs_to_the_connection()
    {
        using TraceBuilder trace = Opened().Open(3, 0, "tcp 10.0.1.2:9000 > 10.0.0.1:49152 ttl 64")
            .Segment(3, There, 4, 1000, header: Data(1))
            .Segment(4, 3, 5, 0, header: new(9000, 49152, BobBegins + 1, TcpFlags.Rst)).Ended(9);

        Assert.Single(ConnectionsOf(trace));
    }

    [Fact]
    public void Another_SYN_between_the_same_ends_is_another_connection()
    {
        using TraceBuilder trace = new TraceBuilder().Program("client", TraceBuilder.Alice).Flow()
            .Open(1, -1, "tcp 10.0.0.1:49152 > 10.0.1.2:80 ttl 64").Open(2, -1, "tcp 10.0.0.1:49152 > 10.0.1.2:80 ttl 64")
            .Segment(0, 1, 1, 0, header: Syn()).Segment(5, 2, 2, 0, header: Syn()).Ended(9);

        Assert.Equal(["client", "client"], ConnectionsOf(trace).Select(connection => connection.Owner));
    }

    [Fact]
    public void Packets_are_named_as_in_a_textbook()
    {
        using TraceBuilder trace = Opened()
            .Segment(2, There, 3, 0, header: Ack(1, from: AliceBegins)).Segment(3, There, 4, 14, header: Data(1))
            .Text(3, TraceEventKind.PayloadAttached, 0, "Hello, Server!", packet: 4)
            .Segment(4, Back, 5, 0, header: Ack(15)).Segment(5, There, 6, 1000, again: true, header: Data(15))
            .Segment(6, Back, 7, 0, header: Ack(15, window: 0)).Segment(7, There, 8, 0, header: Data(1015, TcpFlags.Fin | TcpFlags.Ack))
            .Segment(8, Back, 9, 0, header: new(9000, 49152, 0, TcpFlags.Rst | TcpFlags.Ack) { AcknowledgmentNumber = AliceBegins });
        for (int packet = 1; packet <= 9; packet++) trace.Enqueued(packet, 0, packet, packet).Delivered(packet, 0, packet);
        trace.Ended(20);

        Assert.Equal(
            ["SYN", "SYN, ACK", "ACK 1", "“Hello, Server!”", "ACK 15", "seq 15 (retransmission), 1000 B", "ACK 15, window 0", "FIN, ACK",
                "RST, ACK"],
            HopsOf(trace).Select(hop => hop.Label));
    }

    private static TraceBuilder Opened() => new TraceBuilder().Flow(transport: Transport.Tcp)
        .Open(There, 0, "tcp 10.0.0.1:49152 > 10.0.1.2:9000 ttl 64").Open(Back, 0, "tcp 10.0.1.2:9000 > 10.0.0.1:49152 ttl 64")
        .Segment(0, There, 1, 0, header: Syn())
        .Segment(1, Back, 2, 0, header: new(9000, 49152, BobBegins, TcpFlags.Syn | TcpFlags.Ack) { AcknowledgmentNumber = AliceBegins + 1 })
        .Received(2, 2, TraceBuilder.Alice);

    private static TcpHeader Syn() => new(49152, 9000, AliceBegins, TcpFlags.Syn);

    private static TcpHeader Data(uint first, TcpFlags flags = TcpFlags.Ack) =>
        new(49152, 9000, unchecked(AliceBegins + first), flags) { AcknowledgmentNumber = BobBegins + 1 };

    private static TcpHeader Ack(uint expected, ushort window = 1000, uint? from = null) =>
        from is null
            ? new(9000, 49152, BobBegins + 1, TcpFlags.Ack) { AcknowledgmentNumber = unchecked(AliceBegins + expected), Window = window }
            : new(49152, 9000, AliceBegins + 1, TcpFlags.Ack) { AcknowledgmentNumber = BobBegins + expected, Window = window };

    private static IReadOnlyList<ConnectionReport> ConnectionsOf(TraceBuilder trace)
    {
        var fold = new TcpFold(trace.Header);
        trace.Trace().FoldInto(fold);
        return fold.Connections;
    }

    private static IReadOnlyList<Hop> HopsOf(TraceBuilder trace)
    {
        var fold = new SequenceFold(trace.Header, SequenceWindow.Beginning);
        trace.Trace().FoldInto(fold);
        return fold.Result()!.Hops;
    }
}
