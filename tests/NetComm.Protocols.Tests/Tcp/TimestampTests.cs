namespace NetComm.Protocols.Tests.Tcp;

/// <summary>RFC 7323: what is echoed, and what is too old to be taken.</summary>
public sealed class TimestampTests
{
    [Fact]
    public void The_echo_is_of_the_first_segment_that_the_acknowledgement_answers()
    {
        TcpScript tcp = Stamped(delayedAck: true);

        tcp.At(200).Gets(". 1:901(900) ack 1 win 1000 <TS 60:101>").At(250).Gets(". 901:1801(900) ack 1 win 1000 <TS 70:101>")
            .Sends(". 1:1(0) ack 1801 <TS 251:60>");
    }

    [Fact]
    public void The_echo_for_a_gap_is_of_the_last_segment_in_order()
    {
        TcpScript tcp = Stamped();
        tcp.At(200).Gets(". 1:901(900) ack 1 win 1000 <TS 60:101>").Sends(". 1:1(0) ack 901 <TS 201:60>");

        tcp.At(210).Gets(". 1801:2701(900) ack 1 win 1000 <TS 70:101>").Sends(". 1:1(0) ack 901 <TS 211:60>");
        tcp.At(220).Gets(". 901:1801(900) ack 1 win 1000 <TS 80:101>").Sends(". 1:1(0) ack 2701 <TS 221:80>");
    }

    [Fact]
    public void A_segment_from_an_earlier_turn_of_the_sequence_numbers_is_not_taken()
    {
        TcpScript tcp = Stamped().At(200).Gets(". 1:901(900) ack 1 win 1000 <TS 60:101>").Sends(". 1:1(0) ack 901");

        tcp.At(210).Gets(". 901:1801(900) ack 1 win 1000 <TS 59:101>").Sends(". 1:1(0) ack 901");

        Assert.Equal(900, tcp.Tcp.Available);
    }

    /// <summary>It overtook those that were sent before it, which must not look too old for that.</summary>
    [Fact]
    public void A_segment_that_had_arrived_long_before_does_not_move_the_clock()
    {
        TcpScript tcp = Stamped().At(200).Gets(". 1:901(900) ack 1 win 1000 <TS 60:101>").Sends(". 1:1(0) ack 901 <TS 201:60>");
        tcp.At(201).Gets(". 901:1801(900) ack 1 win 1000 <TS 61:101>").Sends(". 1:1(0) ack 1801 <TS 202:61>");

        tcp.At(210).Gets(". 1:901(900) ack 1 win 1000 <TS 80:101>").Sends(". 1:1(0) ack 1801 <TS 211:61>");
        tcp.At(220).Gets(". 1801:2701(900) ack 1 win 1000 <TS 70:101>").Sends(". 1:1(0) ack 2701 <TS 221:70>");
    }

    /// <summary>
    /// Its acknowledgement was lost; the sender measures the round trip by the echo, which must not reach back to the first try.
    /// </summary>
    [Fact]
    public void The_last_segment_sent_again_is_echoed()
    {
        TcpScript tcp = Stamped().At(200).Gets(". 1:901(900) ack 1 win 1000 <TS 60:101>").Sends(". 1:1(0) ack 901 <TS 201:60>");

        tcp.At(1210).Gets(". 1:901(900) ack 1 win 1000 <TS 1060:101>").Sends(". 1:1(0) ack 901 <TS 1211:1060>");
    }

    [Fact]
    public void A_segment_without_the_timestamp_agreed_upon_is_not_taken()
    {
        TcpScript tcp = Stamped().At(200).Gets(". 1:901(900) ack 1 win 1000");

        tcp.Sends(". 1:1(0) ack 1");
        Assert.Equal(0, tcp.Tcp.Available);
    }

    [Fact]
    public void A_reset_needs_no_timestamp()
    {
        Stamped().At(200).Gets("R 1:1(0)").Failed(Errno.ECONNRESET);
    }

    [Fact]
    public void The_peers_clock_may_wrap()
    {
        TcpScript tcp =
            TcpScript.Accepted(TcpScript.Plain with { Timestamps = true }, "S 0:0(0) win 65535 <mss 1000,TS 4294967290:0>",
                acknowledgment: ". 1:1(0) ack 1 win 65535 <TS 4294967291:1>");

        tcp.At(200).Gets(". 1:901(900) ack 1 win 1000 <TS 5:101>").Sends(". 1:1(0) ack 901 <TS 201:5>");
    }

    [Fact]
    public void After_24_days_of_silence_no_timestamp_is_too_old()
    {
        const double Day = 24 * 60 * 60 * 1000;
        TcpScript tcp = Stamped();

        tcp.At(23 * Day).Gets(". 1:901(900) ack 1 win 1000 <TS 40:101>");
        Assert.Equal(0, tcp.Tcp.Available);
        tcp.At(25 * Day).Gets(". 1:901(900) ack 1 win 1000 <TS 40:101>");
        Assert.Equal(900, tcp.Tcp.Available);
    }

    [Fact]
    public void Timestamps_take_12_bytes_of_each_segment()
    {
        TcpScript tcp = Stamped().Writes(2000);

        tcp.Sends(". 1:989(988)", ". 989:1977(988)", "P. 1977:2001(24)");
    }

    private static TcpScript Stamped(bool delayedAck = false) => TcpScript.Established(
        TcpScript.Plain with { Timestamps = true, DelayedAck = delayedAck }, "S. 0:0(0) ack 1 win 65535 <mss 1000,TS 50:1>");
}
