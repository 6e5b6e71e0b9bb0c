namespace NetComm.Tracing;

/// <summary>
/// What apps report by <see cref="TraceEventKind.ProgramCalled"/>: its text begins with one of these words, its call number is how much.
/// </summary>
public static class AppReport
{
    /// <summary>The protocol's status, such as HTTP's 200.</summary>
    public const string Status = "status";

    /// <summary>Before a rumour's text: a gossip peer has learnt it, in this round.</summary>
    public const string Learnt = "learnt ";
}
