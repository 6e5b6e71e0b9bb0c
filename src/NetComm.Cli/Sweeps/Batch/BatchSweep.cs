using System.Globalization;
using System.Text.RegularExpressions;

namespace NetComm.Cli.Sweeps.Batch;

/// <summary>A sweep that a batch system shall run: what a job file is written from.</summary>
/// <param name="File">The scenario's file as typed: relative to the folder in which the jobs run.</param>
/// <param name="Place">The folder of the whole sweep, as typed or by default; a shard's has a suffix.</param>
/// <param name="Shards">Into how many parts it is divided.</param>
internal sealed partial record BatchSweep(string File, string Place, int Shards)
{
    /// <summary>The seed as typed; null: as in the file.</summary>
    public long? Seed { get; init; }

    /// <summary>Values of the file that are changed.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How many runs go on at once in a shard, and so how many cores are asked for. Default 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>A name for the job that every batch system takes: lower-case letters, digits and single hyphens, at most 40.</summary>
    public string Name
    {
        get
        {
            string stem = NotOfNames().Replace(RunPlan.StemOf(File).ToLowerInvariant(), "-").Trim('-');
            return stem.Length == 0 ? "sweep" : (stem.Length > 34 ? stem[..34].TrimEnd('-') : stem) + "-sweep";
        }
    }

    /// <summary>The command that runs a shard, without <c>--shard</c> and <c>--jobs</c>.</summary>
    public IReadOnlyList<string> Command
    {
        get
        {
            List<string> words = ["netcomm", "sweep", File];
            if (Seed is { } seed) words.AddRange(["--seed", seed.ToString(CultureInfo.InvariantCulture)]);
            foreach (string setting in Settings) words.AddRange(["--set", setting]);
            return [.. words, "--out", Place, "--resume", "--quiet"];
        }
    }

    /// <summary>The command that puts the shards together, for a shell.</summary>
    public string Merge => string.Create(CultureInfo.InvariantCulture,
        $"netcomm merge {ShellText.Quote(Place)}-shard-*-of-{Shards} --out {ShellText.Quote(Place)}");

    /// <summary>The job file for a system, by its name.</summary>
    public string JobFile(string system) => system switch
    {
        "slurm" => SlurmJob.Of(this),
        "kubernetes" => KubernetesJob.Of(this),
        "parallel" => ParallelJob.Of(this),
        _ => throw new ArgumentOutOfRangeException(nameof(system), system, "No job file is written for this system."),
    };

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotOfNames();
}
