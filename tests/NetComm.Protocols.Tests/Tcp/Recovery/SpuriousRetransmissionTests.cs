using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tests.Tcp.Recovery;

/// <summary>A segment was only late (RFC 3522), and what was reduced comes back (RFC 4015).</summary>
public sealed class SpuriousRetransmissionTests
{
    [Fact]
    public void An_echo_of_the_original_undoes_what_a_timeout_changed()
    {
        TcpScript tcp = WithTenInFlight().At(1200).HasWindow(988).HasThreshold(5 * 988).SendsWhatever();

        // All ten had arrived; the answer to the first is late, and echoes what the originals carried.
        tcp.At(1250).Gets(". 1:1(0) ack 9881 win 65535 <TS 200:101>").HasThreshold(null);

        Assert.Equal(RecoveryPhase.None, tcp.Tcp.Recovery);
        Assert.True(tcp.Tcp.CongestionWindow >= 9880, $"{tcp.Tcp.CongestionWindow}");
    }

    [Fact]
    public void An_echo_of_the_repair_leaves_things_as_they_are()
    {
        TcpScript tcp = WithTenInFlight().At(1200).SendsWhatever();

        tcp.At(1250).Gets(". 1:1(0) ack 9881 win 65535 <TS 200:1101>").HasThreshold(5 * 988);
    }

    [Fact]
    public void Only_the_first_acknowledgement_is_asked()
    {
        TcpScript tcp = WithTenInFlight().At(1200).SendsWhatever();

        tcp.At(1250).Gets(". 1:1(0) ack 989 win 65535 <TS 200:1101>").Gets(". 1:1(0) ack 9881 win 65535 <TS 201:101>");

        tcp.HasThreshold(5 * 988);
    }

    // Each repair is judged by its own time: that of a segment lost before was sent before the recovery's first.
    [Fact]
    public void The_answer_to_an_earlier_repair_is_none_to_the_original()
    {
        TcpScript tcp = WithTenInFlight(rack: true).At(200).Gets(Sack(1, "989:9881", echo: 101));
        tcp.At(310).Gets(Sack(1, "989:9881 10869:13833", echo: 101)); // the eleventh is lost too, and found in the same recovery
        Assert.Contains(tcp.TakesSent(), segment => segment is { Header.SequenceNumber: 9881, IsRetransmission: true });

        tcp.At(320).Gets(Sack(9881, "10869:13833", echo: 201)).At(325).Gets(Sack(9881, "10869:13833 14821:17785", echo: 201));
        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
        long? threshold = tcp.Tcp.SlowStartThreshold;
        tcp.At(411).Gets(Sack(13_833, "14821:17785", echo: 311));

        tcp.HasThreshold(threshold);
    }

    [Fact]
    public void It_can_be_switched_off()
    {
        TcpScript tcp = WithTenInFlight(undo: false).At(1200).SendsWhatever();

        tcp.At(1250).Gets(". 1:1(0) ack 9881 win 65535 <TS 200:101>").HasThreshold(5 * 988);
    }

    /// <summary>Segments of 1000 − 12 B that left at 100 ms, by a clock that shows 101.</summary>
    private static TcpScript WithTenInFlight(bool undo = true, bool rack = false) =>
        TcpScript.Established(
            TcpScript.Plain with { Sack = true, Timestamps = true, Undo = undo, Rack = rack },
            "S. 0:0(0) ack 1 win 65535 <mss 1000,sackOK,TS 100:1>").Writes(60_000).SendsSegments(10, from: 1, size: 988);

    private static string Sack(long acknowledged, string blocks, int echo) =>
        $". 1:1(0) ack {acknowledged} win 65535 <TS 200:{echo},sack {blocks}>";
}
