namespace NetComm.Protocols.Tests.Tcp;

/// <summary>ECN (RFC 3168 §6.1): E is ECE, W is CWR.</summary>
public sealed class CongestionNotificationTests
{
    private static readonly TcpOptions Options = TcpScript.Plain with { Ecn = true };

    [Fact]
    public void A_SYN_asks_and_the_answer_agrees()
    {
        new TcpScript(Options).Opens().Sends("SEW 0:0(0)");

        new TcpScript(Options).Accepts("SEW 0:0(0) win 65535 <mss 1000>").Sends("SE. 0:0(0) ack 1");
    }

    [Theory]
    [InlineData("S 0:0(0) win 65535 <mss 1000>")]
    [InlineData("SE 0:0(0) win 65535 <mss 1000>")]
    public void A_SYN_that_does_not_ask_is_answered_without(string syn) =>
        new TcpScript(Options).Accepts(syn).Sends("S. 0:0(0) ack 1");

    [Fact]
    public void Who_does_not_want_it_does_not_agree() =>
        new TcpScript().Accepts("SEW 0:0(0) win 65535 <mss 1000>").Sends("S. 0:0(0) ack 1");

    [Fact]
    public void Only_new_data_may_be_marked()
    {
        TcpScript tcp = Established().Writes(1000);
        Assert.True(tcp.TakesSent()[0].IsEcnCapable);

        tcp.At(1100);
        Assert.False(tcp.TakesSent()[0].IsEcnCapable);

        tcp.Gets("P. 1:11(10) ack 1");
        Assert.False(tcp.TakesSent()[0].IsEcnCapable);
    }

    [Fact]
    public void Without_agreement_nothing_may_be_marked() =>
        Assert.False(TcpScript.Established(Options).Writes(1000).TakesSent()[0].IsEcnCapable);

    [Fact]
    public void A_mark_is_echoed_until_the_sender_has_reduced()
    {
        TcpScript tcp = Accepted();

        tcp.GetsMarked("P. 1:11(10) ack 1").Sends("E. 1:1(0) ack 11").Gets("P. 11:21(10) ack 1").Sends("E. 1:1(0) ack 21");
        tcp.Gets("PW. 21:31(10) ack 1").Sends(". 1:1(0) ack 31");
    }

    [Fact]
    public void An_echo_halves_the_window_once_per_round_trip_and_the_next_segment_says_so()
    {
        TcpScript tcp = Established(Options with { Prr = false }).Writes(60_000).SendsSegments(10, from: 1);

        tcp.At(200).Gets("E. 1:1(0) ack 1001").HasWindow(5000).HasThreshold(5000).Gets("E. 1:1(0) ack 2001", "E. 1:1(0) ack 3001");
        tcp.HasWindow(5000).SendsNothing();
        tcp.Gets("E. 1:1(0) ack 6001").Sends("W. 10001:11001(1000)");

        tcp.At(300).Gets("E. 1:1(0) ack 11001").HasThreshold(2500);
    }

    [Fact]
    public void The_window_comes_down_by_proportional_rate_reduction()
    {
        TcpScript tcp = Established(Options).Writes(60_000).SendsSegments(10, from: 1);

        // From 10 to 5 segments: a new one for every second that is delivered.
        tcp.At(200).Gets("E. 1:1(0) ack 1001").SendsNothing().Gets("E. 1:1(0) ack 2001").Sends("W. 10001:11001(1000)");
        tcp.Gets("E. 1:1(0) ack 4001", "E. 1:1(0) ack 6001").SendsSegments(2, from: 11_001);

        tcp.Gets("E. 1:1(0) ack 8001").SendsNothing().At(300).Gets(". 1:1(0) ack 11001").HasWindow(5000);
    }

    [Fact]
    public void A_loss_while_the_window_comes_down_lowers_it_no_further()
    {
        TcpScript tcp = TcpScript.Established(
            Options with { Sack = true }, "SE. 0:0(0) ack 1 win 65535 <mss 1000,sackOK>").Writes(60_000).SendsSegments(10, from: 1);
        tcp.At(200).Gets("E. 1:1(0) ack 1001").HasThreshold(5000);

        tcp.Gets("E. 1:1(0) ack 1001 win 65535 <sack 2001:5001>").HasThreshold(5000);

        Assert.Equal(1, tcp.Tcp.Retransmissions);
    }

    private static TcpScript Established(TcpOptions? options = null) => TcpScript.Established(options ?? Options, "SE. 0:0(0) ack 1 win 65535 <mss 1000>");

    private static TcpScript Accepted() => TcpScript.Accepted(Options, "SEW 0:0(0) win 65535 <mss 1000>");
}
