namespace NetComm.Reporting.Theories;

/// <summary>A theory that a run is held against, and how it came out.</summary>
/// <param name="Subject">Of what: <c>flow data</c>, <c>link radio</c>.</param>
/// <param name="Theory">The closed form.</param>
/// <param name="Passed">Null where it does not count in this mode.</param>
/// <param name="Outcome">Measured and theory, with the confidence.</param>
internal sealed record TheoryReport(string Subject, Theory Theory, bool? Passed, string Outcome)
{
    /// <summary>
    /// How many bursts of loss had each length; the last length stands for longer ones too. Empty where no bursts were counted.
    /// </summary>
    public IReadOnlyList<long> Bursts { get; init; } = [];
}
