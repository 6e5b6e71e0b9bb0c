namespace NetComm.Actors;

/// <summary>What the kernel needs of every reference besides the mailbox for user messages.</summary>
internal interface IInternalActorRef : IActorRef
{
    /// <summary>The system it belongs to; null for <see cref="Nobody"/>, which belongs to all.</summary>
    ActorSystem? System { get; }

    IInternalActorRef Parent { get; }

    bool IsTerminated { get; }

    void SendSystemMessage(SystemMessage message);

    /// <summary>The child of that name, or null.</summary>
    IInternalActorRef? FindChild(string name);

    IReadOnlyList<IInternalActorRef> ListChildren();

    void Stop() => SendSystemMessage(new SystemMessage.Terminate());
}
