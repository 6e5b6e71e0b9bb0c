namespace NetComm.Protocols.Tests.Tcp;

/// <summary>RFC 1122 §4.2.3.2, RFC 5681 §4.2.</summary>
public sealed class DelayedAcknowledgmentTests
{
    [Fact]
    public void Every_second_segment_is_acknowledged()
    {
        TcpScript tcp = Delaying();

        tcp.At(200).Gets(". 1:1001(1000) ack 1").SendsNothing().At(201).Gets(". 1001:2001(1000) ack 1").Sends(". 1:1(0) ack 2001");
        tcp.At(202).Gets(". 2001:3001(1000) ack 1").SendsNothing().At(203).Gets(". 3001:4001(1000) ack 1").Sends(". 1:1(0) ack 4001");
    }

    [Fact]
    public void One_alone_is_acknowledged_after_200_ms()
    {
        TcpScript tcp = Delaying();

        tcp.At(200).Gets(". 1:1001(1000) ack 1").At(399).SendsNothing().At(400).Sends(". 1:1(0) ack 1001").At(5000).SendsNothing();
    }

    [Fact]
    public void An_answer_carries_the_acknowledgement()
    {
        TcpScript tcp = Delaying();

        tcp.At(200).Gets("P. 1:101(100) ack 1").At(250).Writes(50).Sends("P. 1:51(50) ack 101").At(500).SendsNothing();
    }

    [Fact]
    public void A_probe_of_a_closed_window_is_acknowledged_at_once()
    {
        // Of 70 002 B one is left, which a window in units of 2 B cannot offer.
        TcpScript tcp =
            TcpScript.Accepted(TcpScript.Plain with { DelayedAck = true, WindowScale = true, ReceiveBuffer = DataSize.FromBytes(70_002) },
                "S 0:0(0) win 65535 <mss 1000,wscale 0>");
        for (int start = 1; start < 69_000; start += 1000) tcp.At(200 + start / 1000).Gets($". {start}:{start + 1000}(1000) ack 1");

        tcp.At(300).Gets(". 69001:70002(1001) ack 1").At(600).SendsWhatever().Gets(". 70002:70003(1) ack 1")
            .Sends(". 1:1(0) ack 70003 win 0");
    }

    [Fact]
    public void A_gap_and_its_filling_are_acknowledged_at_once()
    {
        TcpScript tcp = Delaying();

        tcp.At(200).Gets(". 1001:2001(1000) ack 1").Sends(". 1:1(0) ack 1").At(201).Gets(". 2001:3001(1000) ack 1").Sends(". 1:1(0) ack 1");
        tcp.At(202).Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 3001");
    }

    [Fact]
    public void Bytes_that_come_again_are_acknowledged_at_once()
    {
        TcpScript tcp = Delaying().At(200).Gets(". 1:1001(1000) ack 1").At(400).Sends(". 1:1(0) ack 1001");

        tcp.At(500).Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001");
    }

    [Fact]
    public void A_fin_is_acknowledged_at_once()
    {
        Delaying().At(200).Gets("F. 1:1(0) ack 1").Sends(". 1:1(0) ack 2");
    }

    [Fact]
    public void Without_it_each_segment_is_acknowledged()
    {
        TcpScript tcp = TcpScript.Accepted();

        tcp.At(200).Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001").Gets(". 1001:1101(100) ack 1").Sends(". 1:1(0) ack 1101");
    }

    [Fact]
    public void Reading_at_once_sends_no_acknowledgements_of_its_own()
    {
        TcpScript tcp = Delaying();

        for (int i = 0; i < 20; i++)
        {
            uint start = 1 + 1000 * (uint)i;
            tcp.At(200 + i).Gets($". {start}:{start + 1000}(1000) ack 1").Reads(1000);
        }

        tcp.Sends([.. Enumerable.Range(1, 10).Select(i => $". 1:1(0) ack {2000 * i + 1}")]);
    }

    private static TcpScript Delaying() => TcpScript.Accepted(TcpScript.Plain with { DelayedAck = true });
}
