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

    /// <summary>
    /// Is told by a loopback run, as it happens, where each server listens and what each program prints; from any thread.
    /// </summary>
    public Action<LiveLine>? OnLine { get; init; }

    /// <summary>
    /// Is told each event of a loopback run as it is written, which is before it stands in its order; from any thread, one at a time.
    /// </summary>
    public Action<TraceEvent>? OnEvent { get; init; }

    /// <summary>Gets what the actors and their runtime log: failures, mostly. Default: nowhere.</summary>
    public ILogger Log { get; init; } = Serilog.Core.Logger.None;

    /// <summary>Whether the run's own thread hashes and folds the events: where other runs have the other cores.</summary>
    internal bool DigestsInline { get; init; }

    /// <summary>Ends the run early, also where no virtual time passes: what was measured so far stands, marked incomplete.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The <see cref="MaxPackets"/> of a run that is not told otherwise.</summary>
    public const long DefaultMaxPackets = 100_000_000;

    /// <summary>The packets, of all kinds, that a run may send: the first beyond them ends it, incomplete. Default 100 million.</summary>
    public long MaxPackets { get; init; } = DefaultMaxPackets;

    /// <summary>What is said of a run that ended early, as it had sent all that it may.</summary>
    internal string UsedUp(SimTime at) =>
        $"its packet budget is used up: it ended at {at}, when it had sent {DigitGroups.Of(MaxPackets)} packets, segments and " +
        "acknowledgments included; netcomm run --max-packets N allows more";

    /// <summary>What is said of a run that ended early, as its events could no longer be kept.</summary>
    internal static string NotKept(Trace kept, IOException why) =>
        $"the events of this run need more room than the folder for temporary files has ({Path.GetTempPath()}): it ended at {kept.End}, " +
        $"and what was recorded until then stands ({why.Message})";
}

/// <summary>What somebody in a loopback run says while it goes on.</summary>
/// <param name="Who">A program, an app (<c>server#1</c>: one of its connections) or a proxy.</param>
/// <param name="Text">What it printed, or where it listens; as in the scenario, so not fit for a terminal as it stands.</param>
public readonly record struct LiveLine(SimTime At, string Who, string Text);

/// <summary>A run that is over.</summary>
/// <param name="Complete">Whether it came to its own end.</param>
/// <param name="Missing">What the run needed and did not have, each as a sentence; the run is then incomplete.</param>
/// <param name="Notes">What its reader should know, each as a sentence: substitutes taken, mechanisms used.</param>
/// <param name="PacketHops">How many times a packet crossed a link direction or LAN port.</param>
public sealed record RunOutcome(Trace Trace, bool Complete, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes, long PacketHops)
{
    /// <summary>Whether anything has happened; false where the run could not have what it needs to begin.</summary>
    public bool HasBegun { get; init; } = true;
}
