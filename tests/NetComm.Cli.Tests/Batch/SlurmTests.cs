namespace NetComm.Cli.Tests.Batch;

/// <summary>The job file for Slurm, submitted to a real Slurm of one node.</summary>
public sealed class SlurmTests : IDisposable
{
    private const string Job = "small-sweep.sbatch";

    private readonly BatchPlace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableFact]
    public void A_job_array_and_its_merge_are_the_same_bytes_as_the_sweep()
    {
        using SlurmNode node = SlurmNode.Start(_place);
        _place.Emit("slurm", Job, "--out", "my out");

        string shards = node.Submit(Job);
        string merge = node.Submit($"--dependency=afterok:{shards}", "--kill-on-invalid-dep=yes", "--array=0", Job);
        node.WaitForAllJobs();

        Assert.Contains("40 runs of 4 points", File.ReadAllText(_place[$"small-sweep-{merge}_0.log"]), StringComparison.Ordinal);
        _place.AssertIsTheWholeSweep("my out");
    }

    [SkippableFact]
    public void A_task_that_is_submitted_by_itself_is_the_same_shard_and_a_sparse_array_is_none()
    {
        using SlurmNode node = SlurmNode.Start(_place);
        _place.Emit("slurm", Job, "--out", "here");

        node.Submit("--array=3", Job);
        node.Submit("--array=1,3", "--output=sparse-%a.log", $"--wrap=netcomm sweep {BatchPlace.File} --shard slurm");
        node.WaitForAllJobs();

        Assert.True(Directory.Exists(_place["here-shard-3-of-4"]));
        Assert.StartsWith(
            "--shard slurm needs a whole array from 0 or 1, but this is task 3 of an array of 2 from 1 to 3; say which with --shard K/N\n",
            File.ReadAllText(_place["sparse-3.log"]), StringComparison.Ordinal);
    }
}
