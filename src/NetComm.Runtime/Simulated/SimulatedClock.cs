using System.Runtime.CompilerServices;
using NetComm.Runtime.Apps;

namespace NetComm.Runtime.Simulated;

/// <summary>
/// Virtual time: it stands still while messages are handled and then jumps to what is due next. Every timed message takes its sequence
/// number when it is asked for, so what is due at one instant comes in that order, unless a run explores others.
/// </summary>
internal sealed class SimulatedClock : IClock, ILinkDriver
{
    private struct Timer
    {
        /// <summary>Null: the message is a task of Akka's.</summary>
        internal IActorRef? To;
        internal object Message;
        internal int NextFree;
    }

    private readonly SimulationSystem _system;
    private readonly EventQueue _queue = new();
    private InstantShuffle? _shuffle;
    private (IDrivenLink Link, IActorRef Receiver)[] _links = new (IDrivenLink, IActorRef)[64];
    private int _linksUsed;
    private Timer[] _timers = new Timer[64];
    private int _timersUsed;
    private int _freeTimer = -1;
    private long _sequence;

    internal SimulatedClock(SimulationSystem system)
    {
        _system = system;
        system.Scheduler.Follow(this);
    }

    public SimTime Now { get; private set; }

    public void At(SimTime when, IActorRef to, object message) => Add(when, to, message);

    /// <summary>Lets a task of Akka's happen at <paramref name="when"/>, among the messages.</summary>
    internal void At(SimTime when, VirtualScheduler.Task task) => Add(when, null, task);

    private void Add(SimTime when, IActorRef? to, object message)
    {
        if (when < Now) throw new InvalidOperationException($"Cannot schedule at {when}: the clock already reads {Now}.");
        int slot = _freeTimer;
        if (slot >= 0)
        {
            _freeTimer = _timers[slot].NextFree;
        }
        else
        {
            if (_timersUsed == _timers.Length) Array.Resize(ref _timers, _timersUsed * 2);
            slot = _timersUsed++;
        }

        ref Timer timer = ref _timers[slot];
        timer.To = to;
        timer.Message = message;
        _queue.Add(when.Picoseconds, _sequence++, Checked(slot * 2));
    }

    public long NextSequence() => _sequence++;

    /// <summary>Gives a link its slot in the queue: odd, where those of timers are even.</summary>
    public int Register(IDrivenLink link)
    {
        if (_linksUsed == _links.Length) Array.Resize(ref _links, _linksUsed * 2);
        _links[_linksUsed] = (link, ActorRefs.Nobody);
        return Checked(_linksUsed++ * 2 + 1);
    }

    public void Schedule(int slot, long time, long sequence) => _queue.Add(time, sequence, slot);

    internal void Deliver(IDrivenLink link, IActorRef to) => _links[link.Slot / 2].Receiver = to;

    /// <summary>
    /// Lets the next due message happen, and all that comes of it at the same instant without waiting; false where nothing is due before
    /// <paramref name="end"/>. Not in line: the loop around it is compiled while it runs, and so with less care.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool Step(SimTime end)
    {
        if (!TryTake(end, out EventQueue.Entry first)) return false;

        Now = new SimTime(first.Time);
        int slot = first.Slot;
        if ((slot & 1) == 0) Fire(slot / 2);
        else Advance(ref _links[slot / 2], first.Sequence);
        return true;
    }

    /// <summary>From now on the order of what is due at one instant is drawn.</summary>
    internal void Shuffle(RandomStream random) => _shuffle = new InstantShuffle(_queue, random, OwnerOf);

    internal void SkipTo(SimTime end) => Now = end;

    private bool TryTake(SimTime end, out EventQueue.Entry first)
    {
        if (_shuffle is not null) return _shuffle.TryTake(end, out first);
        if (!_queue.TryPeek(out first) || first.Time >= end.Picoseconds) return false;
        _queue.RemoveFirst();
        return true;
    }

    /// <summary>A link, or the actor that a message is for; Akka's tasks are one owner, and so is all that begins. Null: a fault.</summary>
    private object? OwnerOf(int slot)
    {
        if ((slot & 1) == 1) return _links[slot / 2].Link;
        ref Timer timer = ref _timers[slot / 2];
        return timer.Message switch
        {
            Fault => null,
            AppCommand.Begin => typeof(AppCommand.Begin),
            _ => timer.To ?? (object)typeof(VirtualScheduler.Task),
        };
    }

    private static int Checked(int slot) =>
        (uint)slot < EventQueue.Slots ? slot
            : throw new InvalidOperationException($"More than {EventQueue.Slots / 2} timers or directions of links are in use at once.");

    private void Fire(int slot)
    {
        ref Timer timer = ref _timers[slot];
        IActorRef? to = timer.To;
        object message = timer.Message;
        timer.To = null;
        timer.Message = null!;
        timer.NextFree = _freeTimer;
        _freeTimer = slot;
        if (to is null) Run((VirtualScheduler.Task)message);
        else _system.Deliver(to, message);
    }

    private void Run(VirtualScheduler.Task task)
    {
        task.Run();
        _system.Drain();
    }

    private void Advance(ref (IDrivenLink Link, IActorRef Receiver) due, long sequence)
    {
        IDrivenLink link = due.Link;

        // Where it was overtaken or taken back since, what comes instead stands in the queue by itself.
        if (!link.IsNext(sequence)) return;
        Packet? packet = link.Advance(Now);
        if (link.NextEvent != long.MaxValue) _queue.Add(link.NextEvent, link.NextSequence, link.Slot);
        if (packet is not null) _system.Deliver(due.Receiver, PacketMessages.Arrived(packet));
    }
}
