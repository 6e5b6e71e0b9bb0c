using System.Globalization;
using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>
/// Goodput of bulk transfers against figures of ns-3.37 (reference-goodput.csv: one link of 10 Mbit/s and 20 ms each way, 120 s, 1448 B
/// segments, buffers of 4 MiB; five seeds where packets are lost).
/// </summary>
/// <remarks>
/// What differs: RFC 5681 (4) halves the flight size, all that is unacknowledged less limited transmit; ns-3 halves what it estimates to be
/// under way when the loss is found, about a segment less. With that, Reno here comes within 5 % of all rows; by the RFC it is up to 14 %
/// above where windows are small (loss of 0.5 and 1 %).
/// </remarks>
public sealed class ReferenceGoodputTests(ITestOutputHelper output)
{
    /// <summary>
    /// From this loss on windows are so small that often no three segments follow a lost one. ns-3.37 waits for its timer of 1 s then, and
    /// a tail loss probe (RFC 8985 §7) finds the loss after two round trips of 40 ms.
    /// </summary>
    private const double ProbesDecideFrom = 0.03;

    private const int Seeds = 10;
    private static readonly SimDuration Duration = SimDuration.FromSeconds(120);

    public static TheoryData<string> Rows(string start)
    {
        var rows = new TheoryData<string>();
        foreach (string line in File.ReadLines(Path.Combine(Folder(), "reference-goodput.csv")).Skip(1)
            .Where(line => line.StartsWith(start, StringComparison.Ordinal)))
            rows.Add(line);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows), "newreno")]
    public void Reno_is_within_15_percent_and_two_standard_errors_of_the_reference(string row)
    {
        Row reference = Row.Of(row);

        double goodput = Goodput(reference, CongestionAlgorithm.Reno, rack: reference.Loss < ProbesDecideFrom);

        output.WriteLine($"{row}: {goodput:0.000} Mbit/s, {goodput / reference.Goodput:0.000} of the reference");
        double margin = 0.15 * reference.Goodput + 2 * reference.StandardError;
        Assert.InRange(goodput, reference.Goodput - margin, reference.Goodput + margin);
    }

    [Theory]
    [MemberData(nameof(Rows), "newreno,10,20,100,0.03")]
    public void With_tail_loss_probes_Reno_is_no_slower_and_at_most_a_quarter_above_the_reference(string row)
    {
        Row reference = Row.Of(row);

        double goodput = Goodput(reference, CongestionAlgorithm.Reno);

        output.WriteLine($"{row}: {goodput:0.000} Mbit/s, {goodput / reference.Goodput:0.000} of the reference");
        Assert.InRange(goodput, reference.Goodput, 1.25 * reference.Goodput);
    }

    /// <summary>The reference has no Reno-friendly region, so more than it is no fault.</summary>
    [Theory]
    [MemberData(nameof(Rows), "cubic")]
    public void Cubic_is_no_worse_than_Reno_and_the_reference(string row)
    {
        Row reference = Row.Of(row);

        double cubic = Goodput(reference, CongestionAlgorithm.Cubic);
        double reno = Goodput(reference, CongestionAlgorithm.Reno);

        output.WriteLine($"{row}: {cubic:0.000} Mbit/s, {cubic / reference.Goodput:0.000} of the reference, {cubic / reno:0.000} of Reno");
        Assert.True(cubic >= 0.9 * reno, $"{cubic} < 0.9 x {reno}");
        Assert.True(cubic >= 0.75 * reference.Goodput - 2 * reference.StandardError, $"{cubic} < 0.75 x {reference.Goodput}");
    }

    /// <summary>Per flow, in Mbit/s, the mean over seeds.</summary>
    private static double Goodput(Row row, CongestionAlgorithm algorithm, bool rack = true)
    {
        var options = new TcpOptions
        {
            CongestionControl = algorithm,
            Rack = rack,
            SendBuffer = DataSize.FromBytes(4 << 20),
            ReceiveBuffer = DataSize.FromBytes(4 << 20),
        };
        int seeds = row.Loss > 0 ? Seeds : 1;
        double bytes = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            var bottleneck = new Bottleneck(options, row.Rate, row.Delay, row.Queue, row.Loss, row.Flows, seed);
            bytes += bottleneck.Run(Duration).Sum() / (double)row.Flows;
        }

        return bytes / seeds * 8 / Duration.TotalSeconds / 1e6;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed record Row(Bandwidth Rate, SimDuration Delay, int Queue, double Loss, int Flows, double Goodput, double StandardError)
    {
        public static Row Of(string line)
        {
            string[] cells = line.Split(',');
            double Number(int index) => double.Parse(cells[index], CultureInfo.InvariantCulture);
            return new(
                Bandwidth.FromMegabits((int)Number(1)), SimDuration.FromMilliseconds((int)Number(2)), (int)Number(3), Number(4),
                (int)Number(5),
                Number(7), Number(8) / Math.Sqrt(Number(6)));
        }
    }
}
