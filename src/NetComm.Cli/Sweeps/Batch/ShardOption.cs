using System.CommandLine.Parsing;
using System.Globalization;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Sweeps.Batch;

/// <summary>
/// The option <c>--shard</c>: K/N as typed, or as the batch system says that started the process. Where that is not certain to be the
/// part that is meant, it is refused: a wrong part would be run twice while another is missing.
/// </summary>
internal static class ShardOption
{
    private const string Rule = "--shard must be K/N with K from 1 to N, slurm, slurm/N or kubernetes/N";

    /// <summary>Reads the option; a mistake is reported to the parser.</summary>
    public static SweepShard? Parse(ArgumentResult typed)
    {
        try
        {
            return Of(typed.Tokens[0].Value, Environment.GetEnvironmentVariable);
        }
        catch (UsageException mistake)
        {
            typed.AddError(mistake.Message);
            return null;
        }
    }

    /// <summary>What is typed, given the variables of the process.</summary>
    /// <exception cref="UsageException">It names no part.</exception>
    public static SweepShard Of(string text, Func<string, string?> variable)
    {
        string[] parts = text.Split('/');
        return parts switch
        {
            ["slurm"] => OfSlurm(variable, total: null),
            ["slurm", var total] when Number(total) is >= 1 and int count => OfSlurm(variable, count),
            ["kubernetes", var total] when Number(total) is >= 1 and int count => OfKubernetes(variable, count),
            [var number, var total] when Number(number) is >= 1 and int k && Number(total) is int n && k <= n => new SweepShard(k, n),
            _ => throw new UsageException($"{Rule}, but was '{text}'"),
        };
    }

    /// <summary>
    /// A job array tells of this submission only: of one that is resubmitted in part (<c>--array=3</c>) or has gaps (<c>0-9:3</c>), its
    /// count is not the number of shards. Only an array that begins at 0 or 1 and has no gap divides a sweep.
    /// </summary>
    private static SweepShard OfSlurm(Func<string, string?> variable, int? total)
    {
        int task = Required(variable, "slurm", "SLURM_ARRAY_TASK_ID");
        int count = Required(variable, "slurm", "SLURM_ARRAY_TASK_COUNT");
        int first = Required(variable, "slurm", "SLURM_ARRAY_TASK_MIN");
        int last = Required(variable, "slurm", "SLURM_ARRAY_TASK_MAX");
        string array = Invariant($"task {task} of an array of {count} from {first} to {last}");
        if (first > 1 || (long)last - first + 1 != count || task < first || task > last)
            throw new UsageException($"--shard slurm needs a whole array from 0 or 1, but this is {array}; say which with --shard K/N");
        if (total is { } expected && expected != count)
            throw new UsageException(Invariant($"--shard slurm/{expected} needs an array of {expected}, but this is {array}"));
        return new SweepShard(task - first + 1, count);
    }

    /// <summary>The pods of an Indexed Job count from 0, also those that replace others; none is told how many there are.</summary>
    private static SweepShard OfKubernetes(Func<string, string?> variable, int total)
    {
        int index = Required(variable, "kubernetes", "JOB_COMPLETION_INDEX");
        if (index < total) return new SweepShard(index + 1, total);
        throw new UsageException(Invariant($"--shard kubernetes/{total} needs JOB_COMPLETION_INDEX below {total}, but was '{index}'"));
    }

    private static int Required(Func<string, string?> variable, string system, string name) =>
        Number(variable(name)) ?? throw new UsageException(
            $"--shard {system} needs a whole number in {name}, but " + (variable(name) is { } text ? $"was '{text}'" : "it is not set"));

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
