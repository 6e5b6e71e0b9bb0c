using System.Diagnostics;
using System.Globalization;
using NetComm.Protocols.Tests.Tcp;

namespace NetComm.Benchmarks;

/// <summary>What TCP's machine costs by itself: 10 Gbit from one connection to another, by a pipe that costs next to nothing.</summary>
internal static class TcpBulk
{
    private const long Bytes = 1_250_000_000;
    private const int Rounds = 3;

    internal static int Run(bool quick)
    {
        long bytes = quick ? Bytes / 10 : Bytes;
        foreach (CongestionAlgorithm algorithm in new[] { CongestionAlgorithm.Reno, CongestionAlgorithm.Cubic })
        {
            foreach (int lossInterval in new[] { 0, 1000 })
            {
                for (int round = 1; round <= Rounds; round++) Measure(algorithm, lossInterval, bytes);
            }
        }

        return 0;
    }

    private static void Measure(CongestionAlgorithm algorithm, int lossInterval, long bytes)
    {
        var options = new TcpOptions
        {
            CongestionControl = algorithm,
            SendBuffer = DataSize.FromBytes(4 << 20),
            ReceiveBuffer = DataSize.FromBytes(4 << 20),
        };
        var pipe = new LongPipe(options, Bandwidth.FromMegabits(10_000), lossInterval);
        long start = Stopwatch.GetTimestamp();
        pipe.Run(bytes);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string loss = lossInterval == 0 ? "no loss" : $"1 of {lossInterval} lost";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{algorithm}, {loss}: {bytes * 8 / 1e9:0.#} Gbit, {pipe.Segments:N0} segments in " +
            $"{seconds:0.000} s = {pipe.Segments / seconds / 1e6:0.00} M/s; {seconds / pipe.Segments * 1e9:0} ns each; " +
            $"{pipe.Now.TotalSeconds:0.00} s of virtual time"));
    }
}
