namespace NetComm.Cli.Grading;

/// <summary>The options of the command <c>grade</c>.</summary>
internal sealed record GradeRequest
{
    /// <summary>The folder of the submissions.</summary>
    public required string Folder { get; init; }

    public required string RubricFile { get; init; }

    /// <summary>The full path of the folder for the grades.</summary>
    public required string Place { get; init; }

    /// <summary>How many simulated submissions run at once.</summary>
    public required int Jobs { get; init; }

    /// <summary>The real time that reading and running one submission may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Whether standard output is for a program to read.</summary>
    public bool Json { get; init; }
}
