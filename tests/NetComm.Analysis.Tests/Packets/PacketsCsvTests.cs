using System.Text;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Packets;

public sealed class PacketsCsvTests
{
    private const int There = 1;
    private const int Back = 2;

    [Fact]
    public void The_rows_of_a_run()
    {
        using TraceBuilder trace = SampleTrace.Build();

        Approved.Text("packets.csv", TextOf(trace));
    }

    [Fact]
    public void Rows_stand_in_the_order_of_sending()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Sent(1, 2).Sent(2, 3).Received(3, 3).DroppedOn(4, 0, 2).Received(5.0001, 1).Ended(6);

        string[] rows = Rows(trace);

        Assert.Equal(
            [
                "call,0,alice,bob,0,0.0050001,5.0001,100,received",
                "call,1,alice,bob,0.001,,,100,lost: loss at core alice>r1",
                "call,2,alice,bob,0.002,0.003,1,100,received",
            ],
            rows);
    }

    [Fact]
    public void A_packet_under_way_at_the_end_does_not_hold_up_the_others()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1);
        for (int i = 2; i < 5000; i++) trace.Sent(i, i).Received(i, i);
        trace.Ended(6000);

        string[] rows = Rows(trace);

        Assert.Equal("call,0,alice,bob,0,,,100,in-flight", rows[0]);
        Assert.Equal("call,1,alice,bob,0.002,0.002,0,100,received", rows[1]);
        Assert.Equal(4999, rows.Length);
    }

    [Fact]
    public void A_further_copy_has_a_row_of_its_own()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Delivered(1, 0, 1).Delivered(1, 0, 1, copy: true).Received(2, 1).Sent(3, 2).Received(4, 2).Received(5, 1).Ended(6);

        Assert.Equal(
            [
                "call,0,alice,bob,0,0.002,2,100,received",
                "call,0,alice,bob,0,0.005,5,100,duplicate",
                "call,1,alice,bob,0.003,0.004,1,100,received",
            ],
            Rows(trace));
    }

    [Fact]
    public void A_copy_that_comes_to_light_after_the_first_was_dropped_is_received()
    {
        using TraceBuilder trace = new TraceBuilder().Flow()
            .Sent(0, 1).Delivered(1, 0, 1).DroppedOn(1, 2, 1, DropReason.QueueFull).Delivered(1, 0, 1, copy: true).Received(2, 1)
            .Sent(3, 2).Delivered(4, 0, 2).DroppedOn(4, 2, 2, DropReason.QueueFull).Delivered(4, 0, 2, copy: true).DroppedOn(5, 2, 2)
            .Ended(6);

        Assert.Equal(
            ["call,0,alice,bob,0,0.002,2,100,received", "call,1,alice,bob,0.003,,,100,lost: loss at edge r1>bob"],
            Rows(trace));
    }

    [Fact]
    public void A_request_and_its_answer_have_a_row_each()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("lookup", answered: true)
            .Sent(0, 1, 0, bytes: 64).Received(5, 1).Sent(5, 2, 0, bytes: 128, answer: true).Received(12, 2, TraceBuilder.Alice)
            .Sent(20, 3, 1, bytes: 64).Received(25, 3).Sent(25, 4, 1, bytes: 128, answer: true)
            .DroppedAt(26, TraceBuilder.Router, 4, DropReason.TtlExpired)
            .Sent(30, 5, 2, bytes: 64).Received(35, 5)
            .Sent(40, 6, 3, bytes: 64)
            .Ended(50);

        Assert.Equal(
            [
                "lookup,0,alice,bob,0,0.005,5,64,received",
                "lookup,0,bob,alice,0.005,0.012,7,128,received",
                "lookup,1,alice,bob,0.02,0.025,5,64,received",
                "lookup,1,bob,alice,0.025,,,128,lost: ttl at r1",
                "lookup,2,alice,bob,0.03,0.035,5,64,received",
                "lookup,3,alice,bob,0.04,,,64,in-flight",
            ],
            Rows(trace));
    }

    [Fact]
    public void A_second_answer_is_listed_as_a_duplicate()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("lookup", answered: true)
            .Sent(0, 1, 0).Delivered(2, 0, 1).Delivered(2, 0, 1, copy: true)
            .Received(5, 1).Sent(5, 2, 0, answer: true).Received(5, 1).Sent(5, 3, 0, answer: true)
            .Received(10, 2, TraceBuilder.Alice).Received(11, 3, TraceBuilder.Alice)
            .Ended(11);

        Assert.Equal(
            [
                "lookup,0,alice,bob,0,0.005,5,100,received",
                "lookup,0,alice,bob,0,0.005,5,100,duplicate",
                "lookup,0,bob,alice,0.005,0.01,5,100,received",
                "lookup,0,bob,alice,0.005,0.011,6,100,duplicate",
            ],
            Rows(trace));
    }

    [Fact]
    public void A_bulk_transfer_has_a_row_for_each_segment_of_its_sender()
    {
        using TraceBuilder trace = Backup()
            .Segment(0, There, 1, 0).Received(5, 1).Segment(5, Back, 2, 0).Received(10, 2, TraceBuilder.Alice)
            .Segment(10, There, 3, 1000).DroppedOn(11, 0, 3, DropReason.QueueFull).Segment(11, There, 4, 500).Received(16, 4)
            .Segment(30, There, 5, 1000, again: true).Received(35, 5).Segment(36, There, 6, 0).Ended(37);

        Assert.Equal(
            [
                "backup,0,alice,bob,0,0.005,5,0,received",
                "backup,1,alice,bob,0.01,,,1000,lost: queue at core alice>r1",
                "backup,2,alice,bob,0.011,0.016,5,500,received",
                "backup,3,alice,bob,0.03,0.035,5,1000,received",
                "backup,4,alice,bob,0.036,,,0,in-flight",
            ],
            Rows(trace));
    }

    [Fact]
    public void A_copy_of_a_segment_has_a_row_and_the_drop_of_another_takes_nothing_away()
    {
        using TraceBuilder trace = Backup()
            .Segment(0, There, 1, 100).DroppedOn(1, 0, 1).Received(2, 1).Segment(3, There, 2, 100).Received(4, 2).Received(5, 1).Ended(6);

        Assert.Equal(
            [
                "backup,0,alice,bob,0,0.002,2,100,received",
                "backup,0,alice,bob,0,0.005,5,100,duplicate",
                "backup,1,alice,bob,0.003,0.004,1,100,received",
            ],
            Rows(trace));
    }

    [Fact]
    public void A_segment_is_lost_with_one_of_its_fragments()
    {
        using TraceBuilder trace = Backup()
            .Segment(0, There, 1, 1000).Fragment(0, 2, 1, 0, 504, more: true).Fragment(0, 3, 1, 504, 516, more: false)
            .DroppedOn(1, 0, 3).Ended(6);

        Assert.Equal(["backup,0,alice,bob,0,,,1000,lost: loss at core alice>r1"], Rows(trace));
    }

    [Fact]
    public void What_was_sent_before_the_warm_up_is_listed_too()
    {
        using TraceBuilder trace = new TraceBuilder { WarmUp = SimDuration.FromSeconds(1) }.Flow().Sent(0, 1).Received(1, 1).Ended(2000);

        Assert.Single(Rows(trace));
    }

    [Fact]
    public void A_member_that_gets_what_another_branch_lost_is_listed_as_receiver()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("stream", Cast.Multicast, receivers: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).DroppedAt(1, TraceBuilder.Router, 1, DropReason.TtlExpired).Received(2, 1, TraceBuilder.Carol).Ended(3);

        Assert.Equal(
            ["stream,0,alice,bob,0,,,100,lost: ttl at r1", "stream,0,alice,carol,0,0.002,2,100,received"],
            Rows(trace));
        Assert.Equal((1L, 1L), (trace.MeasureFlow().Received, trace.MeasureFlow().Lost));
    }

    [Theory]
    [InlineData(1, "1E-09")]
    [InlineData(999_999_999_999, "999.999999999")]
    [InlineData(1_234_567_890_123, "1234.56789012")]
    [InlineData(9_999_999_999_999_999, "10000000")]
    public void Latency_has_twelve_digits(long picoseconds, string milliseconds)
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1)
            .Add(TraceEvents.Received(new SimTime(picoseconds), TraceBuilder.Bob, 1, 100));

        double latency = double.Parse(Rows(trace)[0].Split(',')[6], System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(double.Parse(milliseconds, System.Globalization.CultureInfo.InvariantCulture), latency);
    }

    private static TraceBuilder Backup() => new TraceBuilder().Flow("backup", stream: true, transport: Transport.Tcp, bytes: 1500)
        .Open(There, 0, "tcp 10.0.0.1:40000 > 10.0.1.2:9000 ttl 64").Open(Back, 0, "tcp 10.0.1.2:9000 > 10.0.0.1:40000 ttl 64");

    private static string[] Rows(TraceBuilder trace) => TextOf(trace).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];

    private static string TextOf(TraceBuilder trace)
    {
        using var stream = new MemoryStream();
        PacketsCsv.Write(stream, trace.Trace());
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
