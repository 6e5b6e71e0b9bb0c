namespace NetComm.Cli.Sweeps.Batch;

/// <summary>
/// A job file for <c>sbatch</c>. The number of shards stands in it, as <c>SLURM_ARRAY_TASK_COUNT</c> is that of one submission: task 3 is
/// shard 3 of N also where it is submitted once more by itself.
/// </summary>
internal static class SlurmJob
{
    public static string Of(BatchSweep sweep)
    {
        string file = $"{sweep.Name}.sbatch";
        return FormattableString.Invariant($$"""
            #!/bin/bash
            # The sweep of {{ShellText.Comment(sweep.File)}} in {{sweep.Shards}} shards, for Slurm. Written by 'netcomm sweep --emit slurm'.
            #
            # Save it as {{file}} and submit it in the folder that its paths start from: the shards, then their merge, which waits for them.
            #   job=$(sbatch --parsable {{file}})
            #   sbatch --dependency=afterok:"$job" --kill-on-invalid-dep=yes --array=0 {{file}}
            # Task 0 merges, each other runs a shard. One that was cut off goes on where it was; then merge with --array=0 again:
            #   sbatch --array=2 {{file}}
            # 'netcomm' must be found on the nodes, which share this folder. Set the next lines to what your cluster wants.
            #
            #SBATCH --job-name={{sweep.Name}}
            #SBATCH --array=1-{{sweep.Shards}}
            #SBATCH --cpus-per-task={{sweep.Jobs}}
            #SBATCH --mem-per-cpu=1G
            #SBATCH --time=04:00:00
            #SBATCH --output=%x-%A_%a.log
            #SBATCH --requeue
            #SBATCH --open-mode=append

            task=${SLURM_ARRAY_TASK_ID:?"submit this file with sbatch"}
            if [ "$task" -eq 0 ]; then
                exec {{sweep.Merge}}
            fi

            {{ShellText.Join(sweep.Command)}} \
                --shard "$task/{{sweep.Shards}}" --jobs "${SLURM_CPUS_PER_TASK:-{{sweep.Jobs}}}"
            status=$?

            # Status 1: an expectation failed. All runs are there, and the merge says so again.
            [ "$status" -eq 1 ] || exit "$status"
            """).ReplaceLineEndings("\n");
    }
}
