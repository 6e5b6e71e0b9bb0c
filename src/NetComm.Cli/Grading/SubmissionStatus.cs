namespace NetComm.Cli.Grading;

/// <summary>Whether a submission could be graded. All but <see cref="Graded"/> give no points.</summary>
internal enum SubmissionStatus
{
    /// <summary>It ran to its end.</summary>
    Graded,

    /// <summary>The file is wrong.</summary>
    Errors,

    /// <summary>Reading or running it took more real time than allowed.</summary>
    TimedOut,

    /// <summary>Its run has more events than any lesson.</summary>
    TooLong,

    /// <summary>The machine lacked what the run needs, such as a free port.</summary>
    Incomplete,

    /// <summary>Something went wrong that is not the submission's fault.</summary>
    Failed,

    /// <summary>The command was interrupted before it was graded.</summary>
    NotGraded,
}
