namespace NetComm.Reporting;

/// <summary>A line that a program printed.</summary>
/// <param name="Seconds">When, since the run began.</param>
internal sealed record PrintedLine(double Seconds, string Program, string Text);
