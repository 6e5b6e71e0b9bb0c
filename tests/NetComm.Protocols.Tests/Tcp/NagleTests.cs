namespace NetComm.Protocols.Tests.Tcp;

/// <summary>RFC 896, RFC 1122 §4.2.3.4: a small segment waits while bytes are unacknowledged.</summary>
public sealed class NagleTests
{
    [Fact]
    public void The_first_small_segment_goes_at_once_and_the_next_wait_for_its_acknowledgement()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { Nagle = true });

        tcp.Writes(10).Sends("P. 1:11(10)").Writes(20).Writes(30).SendsNothing();
        tcp.At(200).Gets(". 1:1(0) ack 11").Sends("P. 11:61(50)");
    }

    [Fact]
    public void A_full_segment_never_waits_but_what_is_left_of_it_does()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { Nagle = true });

        tcp.Writes(10).Sends("P. 1:11(10)").Writes(1200).Sends(". 11:1011(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 11").SendsNothing().Gets(". 1:1(0) ack 1011").Sends("P. 1011:1211(200)");
    }

    [Fact]
    public void Without_it_each_write_goes_at_once()
    {
        TcpScript tcp = TcpScript.Established();

        tcp.Writes(10).Writes(20).Writes(30).Sends("P. 1:11(10)", "P. 11:31(20)", "P. 31:61(30)");
    }

    [Fact]
    public void Turned_off_it_lets_go_what_waits()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { Nagle = true }).Writes(10).Sends("P. 1:11(10)").Writes(20)
            .SendsNothing();

        tcp.Tcp.SetNagle(on: false, SimTime.Zero + SimDuration.FromMilliseconds(150));

        tcp.Sends("P. 11:31(20)");
    }

    [Fact]
    public void The_last_bytes_do_not_wait()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { Nagle = true });

        tcp.Writes(10).Sends("P. 1:11(10)").Writes(20).SendsNothing().Shuts().Sends("FP. 11:31(20)");
    }
}
