namespace NetComm.Actors;

/// <summary>Failures: of this actor, which its supervisor judges, and of its children, which it judges itself.</summary>
internal sealed partial class Lifecycle
{
    private object? _failedMessage;

    /// <summary>Whom the actor sees as Sender while it handles no message: who sent the one it failed on, or the child that failed.</summary>
    internal IActorRef? LastSender { get; private set; }

    internal void OnMessageFailed(object? message, IActorRef? sender)
    {
        _failedMessage = message;
        LastSender = sender;
    }

    /// <summary>The actor threw: it and its children pause until the supervisor has decided.</summary>
    internal void Fail(Exception cause) => Fail(cause, _cell, []);

    private void Fail(Exception cause, IInternalActorRef perpetrator, IReadOnlyList<IInternalActorRef> notToSuspend)
    {
        if (_perpetrator is not null)
            return;
        _perpetrator = perpetrator;
        _cell.Suspend();
        foreach (IInternalActorRef child in Children.List())
        {
            if (!child.Equals(perpetrator) && !notToSuspend.Contains(child))
                child.SendSystemMessage(new SystemMessage.Suspend());
        }
        Parent.SendSystemMessage(new SystemMessage.Failed(_cell, cause));
    }

    private void OnChildFailed(SystemMessage.Failed failed)
    {
        if (Children.StatsOf(failed.Child) is not { } stats)
            return;
        IActorRef? sender = LastSender;
        LastSender = failed.Child;
        try
        {
            if (Strategy.HandleFailure(this, stats, failed.Cause))
                LastSender = sender;
            else
                Fail(failed.Cause, stats.Child, []);
        }
        catch (Exception failure)
        {
            Fail(failure, stats.Child, []);
        }
    }

    private void Suspend()
    {
        _cell.Suspend();
        foreach (IInternalActorRef child in Children.List())
            child.SendSystemMessage(new SystemMessage.Suspend());
    }

    private void Resume(Exception? causedByFailure)
    {
        if (_cell.Actor is null)
        {
            Publish(null, $"Changing Resume into Create after {causedByFailure}");
            CreateAgain();
            return;
        }
        IInternalActorRef? perpetrator = _perpetrator;
        _cell.Unsuspend();
        OnMessageFailed(null, null);
        if (causedByFailure is not null)
            _perpetrator = null;
        foreach (IInternalActorRef child in Children.List())
            child.SendSystemMessage(new SystemMessage.Resume(child.Equals(perpetrator) ? causedByFailure : null));
    }

    private void Recreate(Exception cause)
    {
        if (_cell.Actor is not { } failed)
        {
            Publish(null, $"Changing Recreate into Create after {cause}");
            CreateAgain();
            return;
        }
        if (Children.Reason != Children.Awaited.Nothing)
        {
            Resume(null);
            return;
        }
        try
        {
            failed.CallPreRestart(cause, _failedMessage);
        }
        catch (Exception failure)
        {
            Publish(new PreRestartException(_cell, failure, cause, _failedMessage), failure.Message);
        }
        (failed as IActorStash)?.Stash?.UnstashAll();
        OnMessageFailed(null, null);
        ReleaseActor();
        if (!Children.AwaitDying(Children.Awaited.Recreation, cause))
            FinishRecreate(cause);
    }

    private void FinishRecreate(Exception cause)
    {
        IReadOnlyList<IInternalActorRef> survivors = Children.List();
        try
        {
            _cell.Unsuspend();
            _perpetrator = null;
            NewActor().CallPostRestart(cause);
            foreach (IInternalActorRef child in survivors)
                child.SendSystemMessage(new SystemMessage.Recreate(cause));
        }
        catch (Exception failure)
        {
            Fail(new PostRestartException(_cell, failure, cause), _cell, survivors);
        }
    }

    private void CreateAgain()
    {
        // It was told to stop while it waited to be made again: a second restart, put off until then, must not undo that.
        if (Children.IsTerminating)
            return;
        SetReceiveTimeout(null);
        StopChildren();
        if (!Children.AwaitDying(Children.Awaited.Creation))
            FinishCreate();
    }

    private void FinishCreate()
    {
        _cell.Unsuspend();
        _perpetrator = null;
        Create();
    }
}
