using System.Text;
using NetComm.Runtime.Simulated.Links;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated;

/// <summary>
/// Lets the scenario's faults happen, each at its time: changes the map, writes the event, and tells the link or LAN, or the host or router
/// and, of a crash, its neighbours.
/// </summary>
internal sealed class TimelineActor : UntypedActor
{
    private readonly SimulatedNetwork _network;

    public TimelineActor(SimulatedNetwork network) => _network = network;

    protected override void OnReceive(object message)
    {
        switch (((Fault)message).Change)
        {
            case FaultChange.LinkDown down:
                _network.Map.SetDown(down.Medium, true);
                _network.Trace.Write(TraceEvents.At(_network.Clock.Now, TraceEventKind.MediumDown, down.Medium));
                _network.Media[down.Medium].Tell(new LinkCommand.GoDown(), Self);
                break;
            case FaultChange.LinkUp up:
                _network.Map.SetDown(up.Medium, false);
                _network.Trace.Write(TraceEvents.At(_network.Clock.Now, TraceEventKind.MediumUp, up.Medium));
                _network.Media[up.Medium].Tell(new LinkCommand.ComeUp(), Self);
                break;
            case FaultChange.NodeCrash crash:
                _network.Map.SetCrashed(crash.Node, true);
                _network.Trace.Write(TraceEvents.At(_network.Clock.Now, TraceEventKind.NodeCrashed, crash.Node));
                _network.Nodes[crash.Node].Tell(new NodeCommand.Crash(), Self);
                NotifyNeighbours(crash.Node);
                break;
            case FaultChange.NodeRestart restart:
                _network.Map.SetCrashed(restart.Node, false);
                _network.Trace.Write(TraceEvents.At(_network.Clock.Now, TraceEventKind.NodeRestarted, restart.Node));
                _network.Nodes[restart.Node].Tell(new NodeCommand.Restart(), Self);
                NotifyNeighbours(restart.Node);
                break;
            case FaultChange.GroupJoin join:
                _network.Trace.Write(TraceEvents.Membership(_network.Clock.Now, TraceEventKind.GroupJoined, join.Node, join.Group));
                _network.Nodes[join.Node].Tell(new NodeCommand.Join(GroupOf(join.Group)), Self);
                break;
            case FaultChange.GroupLeave leave:
                _network.Trace.Write(TraceEvents.Membership(_network.Clock.Now, TraceEventKind.GroupLeft, leave.Node, leave.Group));
                _network.Nodes[leave.Node].Tell(new NodeCommand.Leave(GroupOf(leave.Group)), Self);
                break;
            case FaultChange.LinkSet set:
                byte[] text = Encoding.UTF8.GetBytes(set.Text);
                _network.Trace.Write(TraceEvents.WithBytes(_network.Clock.Now, TraceEventKind.MediumSet, set.Medium, text.Length), text);
                _network.Media[set.Medium].Tell(new LinkCommand.Change(set.Forward, set.Backward), Self);
                break;
        }
    }

    private void NotifyNeighbours(int node)
    {
        foreach (NetworkInterface at in _network.Run.Scenario.Nodes[node].Interfaces.Where(at => !_network.Interfaces[at.Index].IsOnLan))
            NotifyCarriers(at.Medium);
    }

    private void NotifyCarriers(int medium)
    {
        foreach (NetworkInterface at in _network.Run.Scenario.Links[medium].Interfaces)
        {
            _network.Nodes[at.Node].Tell(new NodeCommand.Carrier(at.Index, _network.HasCarrier(at)), Self);
        }
    }

    private int GroupOf(int group) => _network.Map.Addresses.GroupOf(_network.Run.Scenario.Groups[group].Address);
}
