using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>What ends a connection and what must not (RFC 9293 §3.10.7.4, RFC 5961).</summary>
public sealed class ResetTests
{
    [Fact]
    public void A_reset_with_the_exact_number_ends_the_connection()
    {
        TcpScript.Established().At(200).Gets("R 1:1(0)").SendsNothing().Failed(Errno.ECONNRESET);
    }

    [Fact]
    public void A_reset_elsewhere_in_the_window_is_asked_to_prove_itself()
    {
        TcpScript.Established().At(200).Gets("R 2:2(0)").Sends(". 1:1(0) ack 1").Is(TcpState.Established);
    }

    [Fact]
    public void A_reset_outside_the_window_is_ignored()
    {
        TcpScript.Established().At(200).Gets("R 70000:70000(0)").SendsNothing().Is(TcpState.Established);
    }

    [Fact]
    public void A_syn_on_a_standing_connection_is_asked_to_prove_itself()
    {
        TcpScript.Established().At(200).Gets("S 5:5(0)").Sends(". 1:1(0) ack 1").Is(TcpState.Established);
    }

    [Fact]
    public void An_acknowledgement_of_what_was_never_sent_is_answered_with_where_we_are()
    {
        TcpScript.Established().At(200).Gets(". 1:1(0) ack 500").Sends(". 1:1(0) ack 1").Is(TcpState.Established);
    }

    [Fact]
    public void An_acknowledgement_from_before_the_window_is_not_believed()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(1000).Sends("P. 1:1001(1000) ack 1")
            .At(200).Gets(". 1:1(0) ack 1001 win 1000");

        tcp.Gets("P. 1:11(10) ack 4294967290 win 1000").Sends(". 1001:1001(0) ack 1");

        Assert.Equal(0, tcp.Tcp.Available);
    }

    [Fact]
    public void Bytes_outside_the_window_are_answered_with_where_we_are()
    {
        TcpScript tcp = TcpScript.Established().At(200).Gets(". 1:101(100) ack 1").Sends(". 1:1(0) ack 101");

        tcp.Gets(". 1:101(100) ack 1").Sends(". 1:1(0) ack 101").Gets(". 90000:90100(100) ack 1").Sends(". 1:1(0) ack 101");

        Assert.Equal(100, tcp.Tcp.Available);
    }

    [Fact]
    public void No_more_than_ten_challenges_are_sent_in_five_seconds()
    {
        TcpScript tcp = TcpScript.Established().At(1000);

        tcp.Gets([.. Enumerable.Repeat("R 2:2(0)", 15)]).Sends([.. Enumerable.Repeat(". 1:1(0) ack 1", 10)]);

        tcp.At(7000).Gets("R 2:2(0)").Sends(". 1:1(0) ack 1");
    }

    [Fact]
    public void A_reset_in_last_ack_is_the_end_and_no_failure()
    {
        TcpScript tcp = TcpScript.Accepted().At(200).Gets("F. 1:1(0) ack 1").Shuts().Is(TcpState.LastAck);

        tcp.At(300).Gets("R 2:2(0)").Failed(Errno.None);
    }

    [Fact]
    public void A_closed_connection_takes_nothing()
    {
        TcpScript tcp = TcpScript.Established().At(200).Gets("R 1:1(0)");

        tcp.Gets("P. 1:11(10) ack 1").SendsNothing();

        Assert.Equal(0, tcp.Tcp.Available);
    }

    [Theory]
    [InlineData(". 5:5(0) ack 9", "R 9:9(0)")]
    [InlineData("S 5:5(0)", "R. 0:0(0) ack 6")]
    [InlineData("F 5:15(10)", "R. 0:0(0) ack 16")]
    public void A_segment_for_no_connection_is_answered_with_a_reset(string segment, string reset)
    {
        (TcpHeader header, int length) = SegmentText.Read(segment);

        Assert.True(TcpReset.TryAnswer(header, length, out TcpHeader answer));

        Assert.True(SegmentText.Matches(reset, new TcpSegment(answer, 0, 0)), SegmentText.Of(new TcpSegment(answer, 0, 0)));
        Assert.Equal((1, 2), (answer.SourcePort, answer.DestinationPort));
    }

    [Fact]
    public void A_reset_for_no_connection_is_not_answered()
    {
        Assert.False(TcpReset.TryAnswer(SegmentText.Read("R. 5:5(0) ack 9").Header, 0, out _));
    }
}
