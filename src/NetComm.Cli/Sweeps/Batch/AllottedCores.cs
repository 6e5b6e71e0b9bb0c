using System.Globalization;

namespace NetComm.Cli.Sweeps.Batch;

/// <summary>How many runs go on at once where the command line does not say.</summary>
internal static class AllottedCores
{
    /// <summary>
    /// Slurm's words for what a job may use, the narrower first: a node may be shared, and without confinement the process sees all of its
    /// processors.
    /// </summary>
    private static readonly string[] Variables = ["SLURM_CPUS_PER_TASK", "SLURM_CPUS_ON_NODE"];

    /// <summary>What the batch system allots to this process, else the number of processors.</summary>
    public static int Count(Func<string, string?> variable) =>
        Variables.Select(name => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int cores) ? cores : 0)
            .FirstOrDefault(cores => cores > 0, Environment.ProcessorCount);
}
