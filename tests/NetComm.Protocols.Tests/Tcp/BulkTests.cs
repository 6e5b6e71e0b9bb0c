namespace NetComm.Protocols.Tests.Tcp;

/// <summary>Long transfers: what they cost, and the square-root law of what loss leaves them.</summary>
public sealed class BulkTests
{
    [Theory]
    [InlineData(CongestionAlgorithm.Reno, 0, true)]
    [InlineData(CongestionAlgorithm.Cubic, 0, true)]
    [InlineData(CongestionAlgorithm.Reno, 500, true)]
    [InlineData(CongestionAlgorithm.Cubic, 500, true)]
    [InlineData(CongestionAlgorithm.Cubic, 500, false)]
    public void In_its_steady_state_a_transfer_allocates_nothing(CongestionAlgorithm algorithm, int lossInterval, bool sack)
    {
        var pipe = new LongPipe(new TcpOptions { CongestionControl = algorithm, Sack = sack }, Bandwidth.FromMegabits(1000), lossInterval);
        pipe.Run(20_000_000);

        long allocated = Allocations.Of(stretch => pipe.Run((stretch + 3) * 10_000_000)); // 7000 segments each

        Assert.Equal(0, allocated);
        Assert.Equal(lossInterval > 0, pipe.Retransmissions > 0);
    }

    [Fact]
    public void A_transfer_fills_a_clean_pipe()
    {
        var pipe = new LongPipe(new TcpOptions
        {
            SendBuffer = DataSize.FromBytes(4 << 20),
            ReceiveBuffer = DataSize.FromBytes(4 << 20),
        }, Bandwidth.FromMegabits(1000), 0);

        pipe.Run(125_000_000);

        // 125 MB in segments of 1448 of 1500 B at 1 Gbit/s take 1.036 s; slow start some round trips of 10 ms more.
        Assert.InRange(pipe.Now.TotalSeconds, 1.036, 1.2);
        Assert.Equal(0, pipe.Retransmissions);
    }

    /// <summary>Mathis et al. 1997: MSS/RTT · C/√p, C = √(3/2) with an acknowledgement per segment, √(3/4) with one for two.</summary>
    [Theory]
    [InlineData(0.0003, false)]
    [InlineData(0.0003, true)]
    [InlineData(0.001, false)]
    [InlineData(0.001, true)]
    [InlineData(0.003, false)]
    [InlineData(0.003, true)]
    public void Reno_keeps_the_square_root_law(double loss, bool delayedAck)
    {
        var options = new TcpOptions
        {
            CongestionControl = CongestionAlgorithm.Reno,
            DelayedAck = delayedAck,
            SendBuffer = DataSize.FromBytes(16 << 20),
            ReceiveBuffer = DataSize.FromBytes(16 << 20),
        };
        const int Seeds = 5;
        const int Seconds = 100;
        double bytes = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var bottleneck = new Bottleneck(options, Bandwidth.FromMegabits(100), SimDuration.FromMilliseconds(20), 1000, loss, 1, seed);
            long before = bottleneck.Run(SimDuration.FromSeconds(20))[0]; // the first slow start is over
            bytes += bottleneck.Run(SimDuration.FromSeconds(20 + Seconds))[0] - before;
        }

        double law = 1448 / 0.040 * Math.Sqrt(delayedAck ? 0.75 : 1.5) / Math.Sqrt(loss);
        Assert.InRange(bytes / Seeds / Seconds, 0.8 * law, 1.2 * law);
    }
}
