namespace NetComm.Actors;

/// <summary>Decides which actor runs when, and on which thread.</summary>
internal interface IDispatcher
{
    IScheduler Scheduler { get; }

    ActorCell NewCell(ActorSystem system, Props props, IInternalActorRef parent, ActorPath path);

    /// <summary>Lets everything run that is due, where that does not happen by itself.</summary>
    void Settle();

    /// <summary>The system has terminated.</summary>
    void End();
}
