namespace NetComm.Cli.Grading;

/// <summary>What the command line of <c>grade</c> asks for.</summary>
internal sealed record GradeRequest
{
    public required string Folder { get; init; }

    public required string RubricFile { get; init; }

    /// <summary>Where the grades go, a full path.</summary>
    public required string OutputFolder { get; init; }

    public required int Jobs { get; init; }

    /// <summary>The real time that reading and running one submission may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public bool Quiet { get; init; }

    public bool Json { get; init; }
}
