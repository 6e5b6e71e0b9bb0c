using NetComm.Actors.Event;

namespace NetComm.Actors;

/// <summary>The life of one actor: how it starts, fails, restarts, watches and stops. Handles the system messages of its cell.</summary>
internal sealed partial class Lifecycle
{
    private readonly ActorCell _cell;
    private Queue<SystemMessage>? _postponed;
    private SupervisorStrategy? _strategy;

    /// <summary>Whose failure this actor is suspended for: its own, or that of a child which it escalated; null when it is well.</summary>
    private IInternalActorRef? _perpetrator;

    internal Lifecycle(ActorCell cell, ActorSystem system, Props props, IInternalActorRef parent, ActorPath path)
    {
        _cell = cell;
        System = system;
        Props = props;
        Parent = parent;
        Path = path;
        Behaviors = new BehaviorStack(cell);
        Watch = new DeathWatch(cell);
    }

    private enum Pressure
    {
        None,
        Suspended,
        WaitingForChildren,
    }

    internal ActorSystem System { get; }

    internal Props Props { get; }

    internal IInternalActorRef Parent { get; }

    internal ActorPath Path { get; }

    internal BehaviorStack Behaviors { get; }

    internal Children Children { get; } = new();

    internal DeathWatch Watch { get; }

    private Type ActorType => _cell.Actor?.GetType() ?? Props.Type;

    private SupervisorStrategy Strategy =>
        _strategy ??= Props.SupervisorStrategy ?? _cell.Actor?.AskSupervisorStrategy() ?? SupervisorStrategy.DefaultStrategy;

    /// <summary>Handles a system message; nothing comes out but what the supervisor is told.</summary>
    internal void Invoke(SystemMessage message)
    {
        Pressure before = Under;
        if (MustWait(message, before))
        {
            (_postponed ??= new Queue<SystemMessage>()).Enqueue(message);
            return;
        }
        try
        {
            Handle(message);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
        if (Under < before && !_cell.IsClosed)
            ReturnPostponed();
    }

    internal IActorRef MakeChild(Props props, string? name)
    {
        ArgumentNullException.ThrowIfNull(props);
        string reserved = Children.Reserve(name is null ? null : Children.Check(name));
        ActorCell child = System.NewCell(props, _cell, new ChildActorPath(Path, reserved, System.NextUid()));
        Children.Add(child);
        child.SendSystemMessage(new SystemMessage.Create());
        if (_perpetrator is not null)
        {
            for (int i = 0; i < _cell.SuspendCount; i++)
                child.SendSystemMessage(new SystemMessage.Suspend());
        }
        return child;
    }

    internal void StopChild(IInternalActorRef child)
    {
        if (Children.StatsOf(child) is { } stats)
            Children.MarkDying(stats.Child);
        child.Stop();
    }

    private Pressure Under =>
        Children.Reason is Children.Awaited.Creation or Children.Awaited.Recreation ? Pressure.WaitingForChildren
        : _cell.SuspendCount > 0 ? Pressure.Suspended
        : Pressure.None;

    private static bool MustWait(SystemMessage message, Pressure pressure) => pressure switch
    {
        Pressure.WaitingForChildren => message is SystemMessage.Recreate or SystemMessage.Suspend or SystemMessage.Resume or SystemMessage.Failed,
        Pressure.Suspended => message is SystemMessage.Failed,
        _ => false,
    };

    private void ReturnPostponed()
    {
        while (_postponed is { Count: > 0 })
            _cell.SendSystemMessage(_postponed.Dequeue());
        _postponed = null;
    }

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Create:
                Create();
                break;
            case SystemMessage.Recreate recreate:
                Recreate(recreate.Cause);
                break;
            case SystemMessage.Suspend:
                Suspend();
                break;
            case SystemMessage.Resume resume:
                Resume(resume.CausedByFailure);
                break;
            case SystemMessage.Terminate:
                Terminate();
                break;
            case SystemMessage.Watch watch:
                Watch.AddWatcher(watch.Watcher);
                break;
            case SystemMessage.Unwatch unwatch:
                Watch.RemoveWatcher(unwatch.Watcher);
                break;
            case SystemMessage.DeathWatchNotification ended:
                OnEnded(ended);
                break;
            case SystemMessage.Failed failed:
                OnChildFailed(failed);
                break;
        }
    }

    private void Create()
    {
        try
        {
            NewActor().CallPreStart();
        }
        catch (Exception failure)
        {
            ReleaseActor();
            throw new ActorInitializationException(_cell, "Exception during creation", failure);
        }
    }

    private ActorBase NewActor()
    {
        Behaviors.Clear();
        _strategy = null;
        ActorBase actor = Props.NewActor();
        if (actor is IActorStash { Stash: null } stashing)
            stashing.Stash = new ActorStash(_cell);
        actor.OnConstructed();
        _cell.Actor = actor;
        Behaviors.Refresh();
        return actor;
    }

    private void ReleaseActor()
    {
        ActorBase? actor = _cell.Actor;
        _cell.Actor = null;
        Behaviors.Clear();
        try
        {
            (actor as IDisposable)?.Dispose();
        }
        catch (Exception failure)
        {
            Publish(failure, $"An error occurred while disposing {actor!.GetType()} actor. Reason: {failure.Message}");
        }
    }

    private void OnEnded(SystemMessage.DeathWatchNotification ended)
    {
        Watch.OnEnded(ended.Actor, ended.ExistenceConfirmed, announce: !Children.IsTerminating);
        if (Children.StatsOf(ended.Actor) is null)
            return;
        (Children.Awaited due, Exception? cause) = Children.Remove(ended.Actor);
        switch (due)
        {
            case Children.Awaited.Creation:
                FinishCreate();
                break;
            case Children.Awaited.Recreation:
                FinishRecreate(cause!);
                break;
            case Children.Awaited.Termination:
                FinishTerminate();
                break;
        }
    }

    private void StopChildren()
    {
        foreach (IInternalActorRef child in Children.List())
            StopChild(child);
    }

    private void Terminate()
    {
        SetReceiveTimeout(null);
        Watch.EndAll();
        StopChildren();
        bool wasTerminating = Children.IsTerminating;
        if (!Children.AwaitDying(Children.Awaited.Termination))
        {
            Children.SetTerminated();
            FinishTerminate();
        }
        else if (!wasTerminating)
        {
            _cell.Suspend();
            _perpetrator = _cell;
        }
    }

    private void FinishTerminate()
    {
        ActorBase? actor = _cell.Actor;
        try
        {
            actor?.CallPostStop();
        }
        catch (Exception failure)
        {
            Publish(failure, failure.Message);
        }
        (actor as IActorStash)?.Stash?.UnstashAll();
        _cell.Close();
        System.EventStream.Unsubscribe(_cell);
        Parent.SendSystemMessage(new SystemMessage.DeathWatchNotification(_cell, existenceConfirmed: true));
        Watch.TellWatchers(Parent);
        Watch.EndAll();
        ReleaseActor();
    }

    private void Publish(Exception? cause, object message) => System.EventStream.Publish(new Error(cause, Path.ToString(), ActorType, message));
}
