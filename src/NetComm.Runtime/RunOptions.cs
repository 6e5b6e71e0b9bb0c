using Serilog;

namespace NetComm.Runtime;

/// <summary>How a scenario is run, beside what it says itself.</summary>
public sealed record RunOptions
{
    /// <summary>Whether the trace is kept, for files and reports. Default true; without it only folds and hash see the events.</summary>
    public bool KeepTrace { get; init; } = true;

    /// <summary>Folds that see the events while the run goes on.</summary>
    public IReadOnlyList<ITraceFold> Folds { get; init; } = [];

    /// <summary>Told about the run's time and events now and then, on the run's thread; for a progress display.</summary>
    public Action<SimTime, long>? OnProgress { get; init; }

    /// <summary>Gets what the actors and their runtime log: failures, mostly. Default: nowhere.</summary>
    public ILogger Log { get; init; } = Serilog.Core.Logger.None;

    /// <summary>Whether the run's own thread hashes and folds the events: where other runs have the other cores.</summary>
    internal bool DigestsInline { get; init; }

    /// <summary>Ends the run early: what was measured so far stands, marked incomplete.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What is said of a run that ended early, as its events could no longer be kept.</summary>
    internal static string NotKept(Trace kept, IOException why) =>
        $"the events of this run need more room than the folder for temporary files has ({Path.GetTempPath()}): it ended at {kept.End}, " +
        $"and what was recorded until then stands ({why.Message})";
}

/// <summary>A run that is over.</summary>
/// <param name="Complete">Whether it came to its own end.</param>
/// <param name="Missing">What the run needed and did not have, each as a sentence; the run is then incomplete.</param>
/// <param name="Notes">What its reader should know, each as a sentence: substitutes taken, mechanisms used.</param>
/// <param name="PacketHops">How many times a packet crossed a link direction or LAN port.</param>
public sealed record RunOutcome(Trace Trace, bool Complete, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes, long PacketHops);
