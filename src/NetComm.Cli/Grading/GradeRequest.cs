namespace NetComm.Cli.Grading;

internal sealed record GradeRequest
{
    public required string Folder { get; init; }

    public required string RubricFile { get; init; }

    public required string OutputFolder { get; init; }

    public required int Jobs { get; init; }

    /// <summary>The real time that reading and running one submission may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public bool Quiet { get; init; }

    public bool Json { get; init; }
}
