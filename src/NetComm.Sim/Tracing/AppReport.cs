namespace NetComm.Sim.Tracing;

/// <summary>What apps report by <see cref="TraceEventKind.ProgramCalled"/>: its text is one of these words, its call number how much.</summary>
public static class AppReport
{
    /// <summary>The protocol's status, such as HTTP's 200.</summary>
    public const string Status = "status";

    /// <summary>A gossip peer has learnt the rumour: in this round.</summary>
    public const string Learnt = "learnt";
}
