namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>Ends the reading of one expectation at its first mistake.</summary>
internal sealed class MistakeException(int start, int length, string message, string? allowed, string? suggestion) : Exception(message)
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public string? Allowed { get; } = allowed;

    public string? Suggestion { get; } = suggestion;

    /// <summary>Whether the problem is in the list already.</summary>
    public bool IsNoted { get; private init; }

    public static MistakeException Noted() => new(0, 0, "", null, null) { IsNoted = true };
}
