namespace NetComm.Runtime.Loopback;

/// <summary>When nodes are crashed, by the timeline: what a host did while the timer was late is not to stand in the trace.</summary>
internal sealed class CrashTimes
{
    private readonly Dictionary<int, List<(SimTime At, bool IsCrash)>> _changes = [];

    internal CrashTimes(Scenario scenario)
    {
        foreach (Fault fault in scenario.Faults)
        {
            if (fault.Change is FaultChange.NodeCrash crash) Add(crash.Node, fault.At, true);
            else if (fault.Change is FaultChange.NodeRestart restart) Add(restart.Node, fault.At, false);
        }
    }

    internal bool IsCrashed(int node, SimTime at) =>
        _changes.TryGetValue(node, out List<(SimTime At, bool IsCrash)>? changes) && changes.FindLast(change => change.At <= at).IsCrash;

    private void Add(int node, SimTime at, bool isCrash)
    {
        if (!_changes.TryGetValue(node, out List<(SimTime, bool)>? changes)) _changes[node] = changes = [];
        changes.Add((at, isCrash));
    }
}
