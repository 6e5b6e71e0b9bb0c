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
                _trace.Write(TraceEvents.At(now, TraceEventKind.MediumDown, down.Medium));
                foreach (Transmitter transmitter in emulated.TransmittersOf(down.Medium)) transmitter.GoDown(now);
                break;
            case FaultChange.LinkUp up:
                emulated.Map.SetDown(up.Medium, false);
                _trace.Write(TraceEvents.At(now, TraceEventKind.MediumUp, up.Medium));
                foreach (Transmitter transmitter in emulated.TransmittersOf(up.Medium)) transmitter.ComeUp();
                break;
            case FaultChange.LinkSet set:
                byte[] text = Encoding.UTF8.GetBytes(set.Text);
                _trace.Write(TraceEvents.WithBytes(now, TraceEventKind.MediumSet, set.Medium, text.Length), text);
                emulated.Change(set, now);
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
}
