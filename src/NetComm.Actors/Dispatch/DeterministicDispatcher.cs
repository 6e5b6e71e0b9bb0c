namespace NetComm.Actors;

/// <summary>
/// Runs the actors of one system on the calling thread, in virtual time, and always in the same order: mailboxes take turns in the order in
/// which they became non-empty, one message a turn; a mailbox is first in, first out.
/// </summary>
/// <remarks>Nothing runs by itself: tell messages, then call <see cref="RunUntilIdle"/>, <see cref="Deliver"/> or <see cref="Advance"/>.</remarks>
public sealed class DeterministicDispatcher : IDispatcher
{
    private readonly VirtualTimeScheduler _scheduler = new();
    private DeterministicCell[] _ready = new DeterministicCell[64];
    private int _readyHead;
    private int _readyCount;
    private bool _isRunning;
    private bool _isClaimed;

    /// <summary>True when no mailbox holds a message.</summary>
    public bool IsIdle => _readyCount == 0;

    /// <summary>The virtual time since the system started.</summary>
    public TimeSpan Now => _scheduler.MonotonicClock;

    IScheduler IDispatcher.Scheduler => _scheduler;

    /// <summary>Handles messages until every mailbox is empty; called from inside an actor it does nothing, for then they are being handled.</summary>
    public void RunUntilIdle()
    {
        if (_readyCount > 0 && !_isRunning)
            Run(null, null!, null);
    }

    /// <summary>Hands <paramref name="message"/> to <paramref name="target"/> (at once, past its mailbox, when all mailboxes are empty) and then runs until idle.</summary>
    public void Deliver(IActorRef target, object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_readyCount == 0 && target is DeterministicCell cell && cell.CanRunNow && !_isRunning && message is not null && cell.Dispatcher == this)
        {
            Run(cell, message, sender);
            return;
        }
        target.Tell(message!, sender);
        RunUntilIdle();
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

    /// <summary>Runs the next scheduled item that is due until <paramref name="end"/> and what it sets off; false when there is none.</summary>
    internal bool AdvanceToNext(TimeSpan end)
    {
        bool ran = _scheduler.RunNext(end);
        RunUntilIdle();
        return ran;
    }

    ActorCell IDispatcher.NewCell(ActorSystem system, Props props, IInternalActorRef parent, ActorPath path) =>
        new DeterministicCell(this, system, props, parent, path);

    void IDispatcher.Settle() => RunUntilIdle();

    void IDispatcher.End() => _scheduler.Clear();

    /// <summary>Takes the dispatcher for one system.</summary>
    internal void Claim()
    {
        if (_isClaimed)
            throw new InvalidOperationException("This dispatcher runs a system already: each needs its own.");
        _isClaimed = true;
    }

    internal void Append(DeterministicCell cell)
    {
        DeterministicCell[] ready = _ready;
        if (_readyCount == ready.Length)
            ready = Grow();
        ready[(_readyHead + _readyCount) & (ready.Length - 1)] = cell;
        _readyCount++;
    }

    /// <summary>Runs until idle, beginning with a message that was not queued. The try stands outside the loop, so a message costs nothing for it.</summary>
    private void Run(DeterministicCell? first, object message, IActorRef? sender)
    {
        CurrentCell current = CurrentCell.OfThread;
        ActorCell? before = current.Cell;
        _isRunning = true;
        while (true)
        {
            try
            {
                if (first is not null)
                {
                    DeterministicCell cell = first;
                    first = null;
                    current.Cell = cell;
                    cell.RunTurnWith(message, sender);
                }
                RunReady(current);
                break;
            }
            catch (Exception failure)
            {
                var failed = (DeterministicCell)current.Cell!;
                failed.Life.Fail(failure);
                failed.EndTurn();
            }
        }
        _isRunning = false;
        current.Cell = before;
    }

    private void RunReady(CurrentCell current)
    {
        while (_readyCount > 0)
        {
            DeterministicCell[] ready = _ready;
            DeterministicCell cell = ready[_readyHead];
            _readyHead = (_readyHead + 1) & (ready.Length - 1);
            _readyCount--;
            current.Cell = cell;
            cell.RunTurn();
        }
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
