using System.Runtime.CompilerServices;

namespace NetComm.Actors;

/// <summary>
/// Runs the actors of one system on the calling thread, in virtual time, and always in the same order: mailboxes take turns in the order in
/// which they became non-empty, one message a turn; a mailbox is first in, first out.
/// </summary>
/// <remarks>Nothing runs by itself: tell messages, then call <see cref="RunUntilIdle"/>, <see cref="Deliver"/> or <see cref="Advance"/>.</remarks>
public sealed class DeterministicDispatcher : IDispatcher
{
    private readonly VirtualTimeScheduler _scheduler = new();

    /// <summary>The cells that are to take their turn, a ring; the first is the one that runs.</summary>
    private DeterministicCell[] _ready = new DeterministicCell[64];
    private CurrentCell? _runner;
    private int _readyHead;
    private int _readyCount;
    private bool _isRunning;
    private bool _isClaimed;
    private bool _hasEnded;

    /// <summary>True when no mailbox holds a message and no actor runs.</summary>
    public bool IsIdle => _readyCount == 0;

    /// <summary>The virtual time since the system started.</summary>
    public TimeSpan Now => _scheduler.MonotonicClock;

    IScheduler IDispatcher.Scheduler => _scheduler;

    /// <summary>Handles messages until every mailbox is empty; called from inside an actor it does nothing, for then they are being handled.</summary>
    public void RunUntilIdle()
    {
        if (_readyCount > 0 && !_isRunning)
            Run();
    }

    /// <summary>Tells <paramref name="target"/> and then runs until idle: the way of a simulation's next event to its actor.</summary>
    public void Deliver(IActorRef target, object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target is DeterministicCell cell)
            cell.Tell(message, sender);
        else
            target.Tell(message, sender);
        if (_readyCount > 0 && !_isRunning)
            Run();
    }

    /// <summary>Lets <paramref name="offset"/> of virtual time pass: each scheduled item runs at its own time, and what it sets off ends before the next.</summary>
    /// <exception cref="InvalidOperationException">An actor called it.</exception>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        if (_isRunning)
            throw new InvalidOperationException("An actor must not advance the time: it only asks for a message later.");
        RunUntilIdle();
        TimeSpan end = Now + offset;
        while (AdvanceToNext(end))
        {
        }
        _scheduler.AdvanceTo(end);
    }

    ActorCell IDispatcher.NewCell(ActorSystem system, Props props, IInternalActorRef parent, ActorPath path) =>
        new DeterministicCell(this, system, props, parent, path);

    void IDispatcher.Settle() => RunUntilIdle();

    void IDispatcher.End()
    {
        _hasEnded = true;
        _scheduler.Clear();
    }

    /// <summary>Takes the dispatcher for one system.</summary>
    internal void Claim()
    {
        if (_isClaimed)
            throw new InvalidOperationException("This dispatcher runs a system already: each needs its own.");
        _isClaimed = true;
    }

    /// <summary>The cell that runs, if it does so on the thread of <paramref name="current"/>.</summary>
    internal ActorCell? RunningOn(CurrentCell current) => _isRunning && _runner == current ? _ready[_readyHead] : null;

    /// <summary>Runs the next scheduled item that is due until <paramref name="end"/> and what it sets off; false when there is none.</summary>
    internal bool AdvanceToNext(TimeSpan end)
    {
        bool ran = _scheduler.RunNext(end);
        RunUntilIdle();
        return ran;
    }

    /// <summary>Lets a cell take a turn after those that wait already.</summary>
    internal void Append(DeterministicCell cell)
    {
        DeterministicCell[] ready = _ready;
        if (_readyCount == ready.Length)
            ready = Grow();
        ready[(_readyHead + _readyCount) & (ready.Length - 1)] = cell;
        _readyCount++;
    }

    /// <summary>The try stands outside the loop over messages, so that it costs a message nothing.</summary>
    private void Run()
    {
        CurrentCell current = CurrentCell.OfThread;
        DeterministicDispatcher? before = current.Dispatcher;
        if (before != this || _runner != current)
            MoveTo(current);
        _isRunning = true;
        while (_readyCount > 0)
        {
            try
            {
                do
                {
                    _ready[_readyHead].RunTurn();
                    RemoveFirst();
                }
                while (_readyCount > 0);
            }
            catch (Exception failure)
            {
                _ready[_readyHead].FailTurn(failure);
                RemoveFirst();
            }
        }
        _isRunning = false;
        if (before != this || _hasEnded)
            Leave(current, before);
    }

    private void MoveTo(CurrentCell current)
    {
        current.Dispatcher = this;
        _runner = current;
    }

    /// <summary>Gives the thread back to the dispatcher whose actor called this one, and keeps no system alive that has ended.</summary>
    private void Leave(CurrentCell current, DeterministicDispatcher? before)
    {
        if (before is { _isRunning: true })
            current.Dispatcher = before;
        else if (_hasEnded)
            current.Dispatcher = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RemoveFirst()
    {
        _readyHead = (_readyHead + 1) & (_ready.Length - 1);
        _readyCount--;
    }

    private DeterministicCell[] Grow()
    {
        var larger = new DeterministicCell[_ready.Length * 2];
        int upToEnd = _ready.Length - _readyHead;
        Array.Copy(_ready, _readyHead, larger, 0, upToEnd);
        Array.Copy(_ready, 0, larger, upToEnd, _readyHead);
        _ready = larger;
        _readyHead = 0;
        return larger;
    }
}
