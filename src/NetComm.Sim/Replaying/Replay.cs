using NetComm.Tracing;

namespace NetComm.Sim;

/// <summary>Plays what an earlier run sent on the network of a scenario: the same conversation on a link of your choice.</summary>
/// <remarks>
/// Flows send their recorded packets at their recorded times, and answer with as many bytes. Programs make no call earlier than they did
/// then: one that the network holds up is made as soon as the call before it returns. Apps begin when they did, and run anew.
/// </remarks>
public static class Replay
{
    /// <summary>The scenario, whose flows and programs of the trace do what they did there; others do as the scenario says.</summary>
    public static Scenario Of(Scenario scenario, Trace recorded)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(recorded);
        var sends = new RecordingFold(recorded.Header);
        recorded.FoldInto(sends);
        return scenario with
        {
            Flows = [.. scenario.Flows.Select(flow => flow with { Recorded = sends.Of(flow) ?? flow.Recorded })],
            Programs = [.. scenario.Programs.Select(program => Of(program, sends.CallsOf(program.Name)))],
            Apps = [.. scenario.Apps.Select(app => sends.CallsOf(app.Name) is [var first, ..] ? app with { Start = first.Start } : app)],
        };
    }

    private static SocketProgram Of(SocketProgram program, IReadOnlyList<RecordedCalls> calls) =>
        calls.Count == 0 ? program : program with { Start = calls[0].Start, Recorded = calls };
}
