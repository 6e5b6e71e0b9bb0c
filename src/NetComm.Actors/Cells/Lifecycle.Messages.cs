namespace NetComm.Actors;

/// <summary>User messages that are more than a message: those that the kernel handles itself, and the silence between them.</summary>
internal sealed partial class Lifecycle
{
    private ICancelable? _pendingTimeout;

    internal TimeSpan? ReceiveTimeout { get; private set; }

    internal void SetReceiveTimeout(TimeSpan? timeout)
    {
        ReceiveTimeout = timeout;
        CheckReceiveTimeout();
    }

    internal void ProcessSpecial(object message)
    {
        bool isSignOfLife = message is not INotInfluenceReceiveTimeout and not TimerMessage { Message: INotInfluenceReceiveTimeout };
        if (isSignOfLife)
            CancelReceiveTimeout();
        try
        {
            if (message is IAutoReceivedMessage)
                AutoReceive(message);
            else
                _cell.Invoke(message);
        }
        finally
        {
            if (!_cell.IsClosed)
                CheckReceiveTimeout(isSignOfLife);
        }
    }

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                if (Watch.Resolve(terminated) is { } announced)
                    _cell.Invoke(announced);
                break;
            case TimerMessage timer:
                if (timer.Take(_cell.Actor) is { } due)
                    ReceiveTimed(due);
                break;
            case PoisonPill:
                ((IInternalActorRef)_cell).Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                _cell.Sender.Tell(new ActorIdentity(identify.MessageId, _cell), _cell);
                break;
            default:
                _cell.Invoke(message);
                break;
        }
    }

    private void ReceiveTimed(object message)
    {
        _cell.Message = message;
        if (message is IAutoReceivedMessage)
            AutoReceive(message);
        else
            _cell.Invoke(message);
    }

    private void CheckReceiveTimeout(bool reschedule = true)
    {
        if (ReceiveTimeout is null || reschedule)
            CancelReceiveTimeout();
        if (ReceiveTimeout is { } timeout)
            _pendingTimeout ??= System.Scheduler.ScheduleTellOnceCancelable(timeout, _cell, Actors.ReceiveTimeout.Instance, _cell);
    }

    private void CancelReceiveTimeout()
    {
        _pendingTimeout?.Cancel();
        _pendingTimeout = null;
        _cell.HasReceiveTimeout = ReceiveTimeout is not null;
    }
}
