using System.Text;
using NetComm.Runtime.Simulated.Links;
using NetComm.Runtime.Simulated.Nodes;

namespace NetComm.Runtime.Simulated;

/// <summary>Lets the faults happen, each at its time: changes the map, writes the event, and tells who is concerned.</summary>
internal sealed class TimelineActor(SimulatedNetwork network) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (((Fault)message).Change)
        {
            case FaultChange.LinkDown down:
                network.Map.SetDown(down.Medium, true);
                network.Trace.Write(TraceEvents.At(network.Clock.Now, TraceEventKind.MediumDown, down.Medium));
                network.Media[down.Medium].Tell(new LinkCommand.GoDown(), Self);
                break;
            case FaultChange.LinkUp up:
                network.Map.SetDown(up.Medium, false);
                network.Trace.Write(TraceEvents.At(network.Clock.Now, TraceEventKind.MediumUp, up.Medium));
                network.Media[up.Medium].Tell(new LinkCommand.ComeUp(), Self);
                break;
            case FaultChange.NodeCrash crash:
                network.Map.SetCrashed(crash.Node, true);
                network.Trace.Write(TraceEvents.At(network.Clock.Now, TraceEventKind.NodeCrashed, crash.Node));
                network.Nodes[crash.Node].Tell(new NodeCommand.Crash(), Self);
                NotifyNeighbours(crash.Node);
                break;
            case FaultChange.NodeRestart restart:
                network.Map.SetCrashed(restart.Node, false);
                network.Trace.Write(TraceEvents.At(network.Clock.Now, TraceEventKind.NodeRestarted, restart.Node));
                network.Nodes[restart.Node].Tell(new NodeCommand.Restart(), Self);
                NotifyNeighbours(restart.Node);
                break;
            case FaultChange.GroupJoin join:
                network.Trace.Write(TraceEvents.Membership(network.Clock.Now, TraceEventKind.GroupJoined, join.Node, join.Group));
                network.Nodes[join.Node].Tell(new NodeCommand.Join(GroupOf(join.Group)), Self);
                break;
            case FaultChange.GroupLeave leave:
                network.Trace.Write(TraceEvents.Membership(network.Clock.Now, TraceEventKind.GroupLeft, leave.Node, leave.Group));
                network.Nodes[leave.Node].Tell(new NodeCommand.Leave(GroupOf(leave.Group)), Self);
                break;
            case FaultChange.LinkSet set:
                byte[] text = Encoding.UTF8.GetBytes(set.Text);
                network.Trace.Write(TraceEvents.WithBytes(network.Clock.Now, TraceEventKind.MediumSet, set.Medium, text.Length), text);
                network.Media[set.Medium].Tell(new LinkCommand.Change(set.Forward, set.Backward), Self);
                break;
        }
    }

    private void NotifyNeighbours(int node)
    {
        foreach (NetworkInterface at in network.Run.Scenario.Nodes[node].Interfaces.Where(at => !network.Interfaces[at.Index].IsOnLan))
            NotifyCarriers(at.Medium);
    }

    private void NotifyCarriers(int medium)
    {
        foreach (NetworkInterface at in network.Run.Scenario.Links[medium].Interfaces)
            network.Nodes[at.Node].Tell(new NodeCommand.Carrier(at.Index, network.HasCarrier(at)), Self);
    }

    private int GroupOf(int group) => network.Map.Addresses.GroupOf(network.Run.Scenario.Groups[group].Address);
}
