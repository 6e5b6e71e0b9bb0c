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
                if (!network.Map.IsCut(down.Medium)) GoDown(down.Medium);
                break;
            case FaultChange.LinkUp up:
                network.Map.SetDown(up.Medium, false);
                if (!network.Map.IsCut(up.Medium)) ComeUp(up.Medium);
                break;
            case FaultChange.Partition partition:
                Note(TraceEventKind.NetworkParted, 0, partition.Text);
                foreach (int link in network.Map.Partition(partition.Sides)) GoDown(link);
                break;
            case FaultChange.Heal:
                network.Trace.Write(TraceEvents.At(network.Clock.Now, TraceEventKind.NetworkHealed, 0));
                foreach (int link in network.Map.Heal()) ComeUp(link);
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
                Note(TraceEventKind.MediumSet, set.Medium, set.Text);
                network.Media[set.Medium].Tell(new LinkCommand.Change(set.Forward, set.Backward), Self);
                if (set.Cost is { } cost) SetCost(set.Medium, cost);
                break;
        }
    }

    private void SetCost(int medium, int cost)
    {
        network.Map.SetCost(medium, cost);
        foreach (NetworkInterface at in network.Run.Scenario.Links[medium].Interfaces)
            network.Nodes[at.Node].Tell(new NodeCommand.Cost(at.Index, cost), Self);
    }

    private void GoDown(int medium)
    {
        network.Trace.Write(TraceEvents.At(network.Clock.Now, TraceEventKind.MediumDown, medium));
        network.Media[medium].Tell(new LinkCommand.GoDown(), Self);
    }

    private void ComeUp(int medium)
    {
        network.Trace.Write(TraceEvents.At(network.Clock.Now, TraceEventKind.MediumUp, medium));
        network.Media[medium].Tell(new LinkCommand.ComeUp(), Self);
    }

    private void Note(TraceEventKind kind, int medium, string change)
    {
        byte[] text = Encoding.UTF8.GetBytes(change);
        network.Trace.Write(TraceEvents.WithBytes(network.Clock.Now, kind, medium, text.Length), text);
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
