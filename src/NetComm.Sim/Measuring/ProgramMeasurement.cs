namespace NetComm.Sim.Measuring;

/// <summary>What became of a program or app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">Where it ran.</param>
/// <param name="Completed">Whether it came to its end without a failed step.</param>
/// <param name="Failure">Why it failed, with the errno's name; null where it did not.</param>
/// <param name="Printed">What it printed, in order.</param>
public sealed record ProgramMeasurement(string Name, string Host, bool Completed, string? Failure, IReadOnlyList<string> Printed)
{
    /// <summary>An app's kind, such as <c>ping</c>; null for a program.</summary>
    public string? Kind { get; init; }

    /// <summary>The status that an app's protocol gave in the end, such as HTTP's 200; null where it has none.</summary>
    public int? Status { get; init; }
}
