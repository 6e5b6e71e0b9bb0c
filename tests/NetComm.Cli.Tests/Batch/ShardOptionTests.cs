using NetComm.Cli.Sweeps.Batch;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Tests.Batch;

/// <summary>The shard that a batch system means, by the variables that it sets; where that is not certain, none.</summary>
public sealed class ShardOptionTests
{
    /// <summary>What Slurm 22.05 sets in a task of <c>--array=</c>: task, count, min, max.</summary>
    [Theory]
    [InlineData("1-4%2", "3,4,1,4", "3/4")]
    [InlineData("0-3", "0,4,0,3", "1/4")]
    [InlineData("0-3", "3,4,0,3", "4/4")]
    [InlineData("1-4", "4,4,1,4", "4/4")]
    public void A_whole_array_divides_a_sweep(string array, string slurm, string shard)
    {
        SweepShard found = ShardOption.Of("slurm", Slurm(slurm));

        Assert.True(shard == $"{found.Number}/{found.Count}", array);
    }

    [Theory]
    [InlineData("slurm", "9,4,0,9", "--shard slurm needs a whole array from 0 or 1, but this is task 9 of an array of 4 from 0 to 9; " +
        "say which with --shard K/N")]
    [InlineData("slurm", "5,3,1,7", "--shard slurm needs a whole array from 0 or 1, but this is task 5 of an array of 3 from 1 to 7; " +
        "say which with --shard K/N")]
    [InlineData("slurm", "3,1,3,3", "--shard slurm needs a whole array from 0 or 1, but this is task 3 of an array of 1 from 3 to 3; " +
        "say which with --shard K/N")]
    [InlineData("slurm/4", "2,2,1,2", "--shard slurm/4 needs an array of 4, but this is task 2 of an array of 2 from 1 to 2")]
    [InlineData("slurm/4", "1,1,1,1", "--shard slurm/4 needs an array of 4, but this is task 1 of an array of 1 from 1 to 1")]
    [InlineData("slurm", "8,4,1,4", "--shard slurm needs a whole array from 0 or 1, but this is task 8 of an array of 4 from 1 to 4; " +
        "say which with --shard K/N")]
    [InlineData("slurm", "x,4,1,4", "--shard slurm needs a whole number in SLURM_ARRAY_TASK_ID, but was 'x'")]
    [InlineData("slurm", "", "--shard slurm needs a whole number in SLURM_ARRAY_TASK_ID, but it is not set")]
    public void A_resubmitted_or_sparse_array_divides_none(string typed, string slurm, string sentence)
    {
        UsageException refusal = Assert.Throws<UsageException>(() => ShardOption.Of(typed, Slurm(slurm)));

        Assert.Equal(sentence, refusal.Message);
    }

    [Theory]
    [InlineData("kubernetes/4", "0", "1/4")]
    [InlineData("kubernetes/4", "3", "4/4")]
    [InlineData("kubernetes/4", "4", "--shard kubernetes/4 needs JOB_COMPLETION_INDEX below 4, but was '4'")]
    [InlineData("kubernetes/4", null, "--shard kubernetes needs a whole number in JOB_COMPLETION_INDEX, but it is not set")]
    [InlineData("kubernetes", "3", "--shard must be K/N with K from 1 to N, slurm, slurm/N or kubernetes/N, but was 'kubernetes'")]
    [InlineData("kubernetes/0", "3", "--shard must be K/N with K from 1 to N, slurm, slurm/N or kubernetes/N, but was 'kubernetes/0'")]
    public void A_pod_counts_from_0_and_is_told_the_total(string typed, string? index, string expected)
    {
        string found;
        try
        {
            SweepShard shard = ShardOption.Of(typed, name => name == "JOB_COMPLETION_INDEX" ? index : null);
            found = $"{shard.Number}/{shard.Count}";
        }
        catch (UsageException refusal)
        {
            found = refusal.Message;
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public void The_command_reads_its_environment_only_when_it_is_asked_to()
    {
        using var place = new BatchPlace();
        (string, string)[] task =
            [("SLURM_ARRAY_TASK_ID", "2"), ("SLURM_ARRAY_TASK_COUNT", "4"), ("SLURM_ARRAY_TASK_MIN", "1"), ("SLURM_ARRAY_TASK_MAX", "4")];

        Outcome shard = place.RunProgram(task, "dotnet", Netcomm("sweep", BatchPlace.File, "--shard", "slurm", "--out", "part"));
        Outcome whole = place.RunProgram(task, "dotnet", Netcomm("sweep", BatchPlace.File, "--out", "whole"));

        Assert.Contains("10 runs", shard.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(place["part-shard-2-of-4"]));
        Assert.Contains("40 runs", whole.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", "8", 3)]
    [InlineData(null, "8", 8)]
    [InlineData("", "0", 0)]
    public void Runs_go_on_at_once_on_the_cores_that_Slurm_allots(string? perTask, string? onNode, int cores)
    {
        int count = AllottedCores.Count(name => name switch
        {
            "SLURM_CPUS_PER_TASK" => perTask,
            "SLURM_CPUS_ON_NODE" => onNode,
            _ => null,
        });

        Assert.Equal(cores == 0 ? Environment.ProcessorCount : cores, count);
    }

    private static string[] Netcomm(params string[] arguments) => [Workplace.Command, .. arguments];

    private static Func<string, string?> Slurm(string values)
    {
        string[] names = ["SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX"];
        Dictionary<string, string> variables =
            names.Zip(values.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(pair => pair.First, pair => pair.Second);
        return name => variables.GetValueOrDefault(name);
    }
}
