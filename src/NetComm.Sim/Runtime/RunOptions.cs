using NetComm.Sim.Model;
using NetComm.Sim.Tracing;
using Serilog;

namespace NetComm.Sim.Runtime;

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

    /// <summary>Ends the run early: what was measured so far stands, marked incomplete.</summary>
    public CancellationToken Cancellation { get; init; }
}
