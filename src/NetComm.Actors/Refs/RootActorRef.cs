using NetComm.Actors.Event;

namespace NetComm.Actors;

/// <summary>The parent of the guardians /user and /system: it has no mailbox, only watches the two end.</summary>
internal sealed class RootActorRef(ActorSystem system, ActorPath path) : MinimalActorRef
{
    private readonly Dictionary<string, IInternalActorRef> _children = [];

    public override ActorPath Path => path;

    private protected override ActorSystem? SystemOrNull => system;

    public override void Tell(object message, IActorRef? sender) => system.DeadLettersRef.Receive(message, sender, this);

    internal void Add(IInternalActorRef child) => _children.Add(child.Path.Name, child);

    private protected override IInternalActorRef? ChildNamed(string name) => _children.GetValueOrDefault(name);

    private protected override IReadOnlyList<IInternalActorRef> AllChildren() => [.. _children.Values];

    private protected override void OnSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Failed failed:
                system.EventStream.Publish(new Error(failed.Cause, failed.Child.Path.ToString(), GetType(), "guardian failed, shutting down system"));
                failed.Child.Stop();
                break;
            case SystemMessage.DeathWatchNotification ended:
                system.OnGuardianStopped(ended.Actor);
                break;
        }
    }
}
