using System.Text;
using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback;

/// <summary>Lets the faults happen on the timer thread, each at its time: on the emulation, and to the actors of hosts.</summary>
internal sealed class LoopbackTimeline(LoopbackNetwork network, IActorRef hosts)
{
    private readonly TraceSink _trace = network.Run.Trace;

    internal void Schedule(IReadOnlyList<Fault> faults)
    {
        foreach (Fault fault in faults) network.Timer.At(fault.At, now => Handle(fault.Change, now));
    }

    /// <summary>Lets a fault happen. On the timer thread.</summary>
    internal void Handle(FaultChange change, SimTime now)
    {
        if (change is not (FaultChange.GroupJoin or FaultChange.GroupLeave))
            network.Paths.Change(emulated => Change(emulated, change, now), now);
        if (change is FaultChange.NodeCrash or FaultChange.NodeRestart or FaultChange.GroupJoin or FaultChange.GroupLeave)
            hosts.Tell(change, ActorRefs.NoSender);
    }

    private void Change(EmulatedNetwork emulated, FaultChange change, SimTime now)
    {
        switch (change)
        {
            case FaultChange.LinkDown down:
                emulated.Map.SetDown(down.Medium, true);
                if (!emulated.Map.IsCut(down.Medium)) GoDown(emulated, down.Medium, now);
                break;
            case FaultChange.LinkUp up:
                emulated.Map.SetDown(up.Medium, false);
                if (!emulated.Map.IsCut(up.Medium)) ComeUp(emulated, up.Medium, now);
                break;
            case FaultChange.Partition partition:
                Note(TraceEventKind.NetworkParted, 0, partition.Text, now);
                foreach (int link in emulated.Map.Partition(partition.Sides)) GoDown(emulated, link, now);
                break;
            case FaultChange.Heal:
                _trace.Write(TraceEvents.At(now, TraceEventKind.NetworkHealed, 0));
                foreach (int link in emulated.Map.Heal()) ComeUp(emulated, link, now);
                break;
            case FaultChange.LinkSet set:
                Note(TraceEventKind.MediumSet, set.Medium, set.Text, now);
                emulated.Change(set, now);
                if (set.Cost is { } cost) emulated.Map.SetCost(set.Medium, cost);
                break;
            case FaultChange.NodeCrash crash:
                emulated.Crash(crash.Node, now);
                _trace.Write(TraceEvents.At(now, TraceEventKind.NodeCrashed, crash.Node));
                break;
            case FaultChange.NodeRestart restart:
                emulated.Restart(restart.Node);
                _trace.Write(TraceEvents.At(now, TraceEventKind.NodeRestarted, restart.Node));
                break;
        }
    }

    private void GoDown(EmulatedNetwork emulated, int medium, SimTime now)
    {
        _trace.Write(TraceEvents.At(now, TraceEventKind.MediumDown, medium));
        foreach (Transmitter transmitter in emulated.TransmittersOf(medium)) transmitter.GoDown(now);
    }

    private void ComeUp(EmulatedNetwork emulated, int medium, SimTime now)
    {
        _trace.Write(TraceEvents.At(now, TraceEventKind.MediumUp, medium));
        foreach (Transmitter transmitter in emulated.TransmittersOf(medium)) transmitter.ComeUp();
    }

    private void Note(TraceEventKind kind, int medium, string change, SimTime now)
    {
        byte[] text = Encoding.UTF8.GetBytes(change);
        _trace.Write(TraceEvents.WithBytes(now, kind, medium, text.Length), text);
    }
}
