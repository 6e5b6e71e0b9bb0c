namespace NetComm.Protocols.Tests.Tcp;

/// <summary>RFC 1191, RFC 5927 §7: a narrower link on the way.</summary>
public sealed class PathMtuTests
{
    [Fact]
    public void Segments_shrink_to_what_the_path_takes_and_go_again()
    {
        TcpScript tcp = TcpScript.Established().Writes(2000).Sends(". 1:1001(1000)", "P. 1001:2001(1000)");

        tcp.At(150).LearnsPathMtu(540, quoted: 1).Sends(". 1:501(500)", ". 501:1001(500)", ". 1001:1501(500)", ". 1501:2001(500)");

        tcp.HasWindow(10_000).HasThreshold(null);
        Assert.Equal(500, tcp.Tcp.SegmentSize);
        tcp.At(200).Gets(". 1:1(0) ack 2001").Writes(600).Sends(". 2001:2501(500)", "P. 2501:2601(100)");
    }

    [Fact]
    public void A_wider_path_or_bytes_that_are_not_in_flight_change_nothing()
    {
        TcpScript tcp = TcpScript.Established().Writes(2000).Sends(". 1:1001(1000)", "P. 1001:2001(1000)");

        tcp.LearnsPathMtu(1500, quoted: 1).LearnsPathMtu(540, quoted: 5000).SendsNothing();

        Assert.Equal(1000, tcp.Tcp.SegmentSize);
    }

    [Fact]
    public void No_path_is_narrower_than_68_bytes()
    {
        TcpScript tcp = TcpScript.Established().Writes(1000).LearnsPathMtu(1, quoted: 1);

        Assert.Equal(28, tcp.Tcp.SegmentSize);
    }
}
