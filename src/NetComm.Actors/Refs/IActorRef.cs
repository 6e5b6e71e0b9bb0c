namespace NetComm.Actors;

/// <summary>Where messages for one actor go; it stays valid through restarts, and leads to dead letters once the actor has stopped.</summary>
public interface IActorRef : ICanTell, IComparable<IActorRef>, IEquatable<IActorRef>, IComparable
{
    /// <summary>The place of the actor in the tree, unique among living actors; its uid tells later actors of the same name apart.</summary>
    ActorPath Path { get; }
}
