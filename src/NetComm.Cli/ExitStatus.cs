namespace NetComm.Cli;

/// <summary>The exit status of the command; of several runs the highest counts. Graders and CI jobs rely on it.</summary>
internal enum ExitStatus
{
    /// <summary>It ran, and every expectation passed.</summary>
    Passed = 0,

    /// <summary>It ran, and some expectation failed.</summary>
    ExpectationFailed = 1,

    /// <summary>A scenario or the command line is wrong: nothing was started.</summary>
    Wrong = 2,

    /// <summary>What the runner itself needs is missing.</summary>
    Incomplete = 3,

    /// <summary>Interrupted: 128 and the number of SIGINT.</summary>
    Interrupted = 130,
}
