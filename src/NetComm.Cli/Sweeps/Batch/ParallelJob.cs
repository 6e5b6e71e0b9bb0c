namespace NetComm.Cli.Sweeps.Batch;

/// <summary>
/// A command line of GNU parallel, as a script. It has no <c>--resume</c> of parallel's own, which goes by the number of a job whatever its
/// command is: the shards know themselves what is done, and a folder's lock keeps out a second process.
/// </summary>
internal static class ParallelJob
{
    public static string Of(BatchSweep sweep)
    {
        string shard = FormattableString.Invariant($$"""
            {{Join(sweep.Command)}} --shard {}/{{sweep.Shards}} --jobs {{sweep.Jobs}} || [ $? -eq 1 ]
            """);
        return FormattableString.Invariant($$"""
            #!/bin/sh
            # The sweep of {{ShellText.Comment(sweep.File)}} in {{sweep.Shards}} shards, for GNU parallel. Written by 'netcomm sweep --emit parallel'.
            #
            # Run it with sh in the folder that its paths start from. Cut off, run it again: what is done is not repeated.
            # On several machines that share this folder, add to 'parallel': --sshloginfile FILE --workdir .
            # Status 1 of a shard: an expectation failed. All runs are there, and the merge says so again.
            PARALLEL_SHELL=/bin/sh parallel --joblog {{sweep.Name}}.joblog {{ShellText.Quote(shard)}} ::: $(seq {{sweep.Shards}}) &&
                {{sweep.Merge}}
            """).ReplaceLineEndings("\n");
    }

    /// <summary>
    /// Words for the shell that parallel starts. Parallel puts its argument for <c>{}</c>, but not for <c>{''}</c>, the same to that shell.
    /// </summary>
    private static string Join(IEnumerable<string> words) =>
        string.Join(' ', words.Select(word => ShellText.Quote(word).Replace("{", "{''", StringComparison.Ordinal)));
}
