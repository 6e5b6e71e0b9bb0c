namespace NetComm.Reporting;

/// <summary>What the report says of a program or app.</summary>
/// <param name="Completed">Whether it did all its steps.</param>
/// <param name="Failure">Why it did not: an errno name, or what its <c>expect</c> found; null where it did not fail.</param>
internal sealed record ProgramReport(string Name, string Host, bool Completed, string? Failure)
{
    /// <summary>An app's kind; null for a program.</summary>
    public string? Kind { get; init; }
}
