using NetComm.Reporting.Charts;

namespace NetComm.Reporting.Sections;

/// <summary>A change in the network: a vertical line in every chart over time.</summary>
/// <param name="Seconds">When, since the run began.</param>
/// <param name="Text">What, in a few words: <c>core down</c>.</param>
internal sealed record FaultReport(double Seconds, string Text)
{
    /// <summary>The line.</summary>
    public VerticalMark Mark => new(Seconds, Text);
}
