namespace NetComm.Runtime.AkkaHosting;

/// <summary>Makes an actor by a plain function: Akka's <c>Props.Create</c> takes an expression apart and uses reflection.</summary>
internal static class ActorProps
{
    private sealed class Producer<TActor>(Func<TActor> make) : IIndirectActorProducer where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => make();

        public void Release(ActorBase actor)
        {
        }
    }

    /// <summary>Each actor, and each that takes the place of one that failed, is what <paramref name="make"/> returns.</summary>
    internal static Props Of<TActor>(Func<TActor> make) where TActor : ActorBase => Props.CreateBy(new Producer<TActor>(make));
}
