using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace NetComm.Protocols.Tests.Tcp.Linux;

/// <summary>
/// Our connections speak to those of a Linux kernel, in real time, over wires that lose, double, corrupt and reorder. How long it takes is
/// not asked, only that it ends. With NETCOMM_CAPTURES=FOLDER both ends of each are captured.
/// </summary>
public sealed class LinuxTransferTests(ITestOutputHelper output)
{
    private const long Seed = 15;
    private const int AtOnce = 6;

    // NETCOMM_LONG=1, as .ci/long says, runs them all.
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1";

    private static readonly string? Captures = Environment.GetEnvironmentVariable("NETCOMM_CAPTURES");

    [SkippableFact]
    public void Random_transfers_with_Linux_bring_each_byte_and_end()
    {
        LinuxEnd.Require();
        IReadOnlyList<Transfer> transfers =
            RunAll([.. Enumerable.Range(1, IsLong ? 200 : 16).Select(number => TransferPlan.Draw(Seed, number))]);

        AssertRight(transfers);
        int Count(Func<Transfer, bool> isOne) => transfers.Count(isOne);
        output.WriteLine(
            $"{transfers.Count} transfers, seed {Seed}: {Count(one => one.Plan.LinuxConnects)} that Linux opens, "
            + $"{Count(one => one.Plan.IsReset)} reset, {Count(one => one.ToLinux.HasClosedWindow)} with our window closed, "
            + $"{Count(one => one.FromLinux.HasClosedWindow)} with Linux's");
        output.WriteLine($"ours sends {Sums(transfers.Select(transfer => transfer.ToLinux))}");
        output.WriteLine($"Linux sends {Sums(transfers.Select(transfer => transfer.FromLinux))}");
    }

    /// <summary>The same bytes by ours and by Linux: how long they take, and what is sent again.</summary>
    [SkippableFact]
    public void Bulk_transfers_by_loss()
    {
        LinuxEnd.Require();
        IReadOnlyList<BulkRow> rows = BulkRow.All(IsLong);
        ILookup<BulkRow, Transfer> transfers =
            RunAll([.. rows.SelectMany(row => row.Plans)]).ToLookup(transfer => rows.Single(row => row.Plans.Contains(transfer.Plan)));

        AssertRight(transfers.SelectMany(row => row));
        foreach (BulkRow row in rows) output.WriteLine(row.Tell([.. transfers[row]]));
    }

    private static string Sums(IEnumerable<Wire> wires) =>
        $"{wires.Sum(wire => wire.Segments)} segments, {wires.Sum(wire => wire.Lost)} lost, "
        + $"{wires.Sum(wire => wire.SentAgain)} sent again, {wires.Sum(wire => wire.InVain)} of them in vain";

    private static void AssertRight(IEnumerable<Transfer> transfers)
    {
        Transfer[] failed = [.. transfers.Where(transfer => transfer.Failure is not null)];
        Assert.True(failed.Length == 0, string.Join("\n\n", failed.Select(transfer => $"{transfer.Failure}: {transfer}")));
    }

    private static IReadOnlyList<Transfer> RunAll(IReadOnlyList<TransferPlan> plans)
    {
        var waiting = new ConcurrentQueue<TransferPlan>(plans);
        var done = new ConcurrentBag<Transfer>();
        Task[] workers = [.. Enumerable.Range(0, AtOnce).Select(_ => Task.Factory.StartNew(() =>
        {
            while (waiting.TryDequeue(out TransferPlan? plan)) done.Add(Transfer.Run(plan, Seed, Captures));
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers);
        return [.. done];
    }
}
