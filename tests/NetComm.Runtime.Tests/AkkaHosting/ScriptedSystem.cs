using NetComm.Runtime.Tests.AkkaHosting.Programs;

namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>A system on one thread whose actors do as they are told, and what they saw.</summary>
internal sealed class ScriptedSystem(ProgramSystem system) : IDisposable
{
    internal ActorSystem Actors => system.System;

    /// <summary>What the actors saw, in order.</summary>
    internal List<string> Seen { get; } = [];

    internal TimeSpan Now => system.Now;

    /// <summary>What they see while this is done.</summary>
    internal List<string> SeenOf(Action act)
    {
        Seen.Clear();
        act();
        Drain();
        return Seen;
    }

    internal void Drain() => system.Drain();

    internal void Deliver(IActorRef actor, object message) => system.Deliver(actor, message);

    internal void PassTime(int milliseconds) => system.PassTime(TimeSpan.FromMilliseconds(milliseconds));

    internal Props NewActor()
    {
        List<string> seen = Seen;
        return Props.Create(() => new ScriptedActor(seen));
    }

    /// <summary>An actor of the system, started.</summary>
    internal IActorRef Top(string name)
    {
        IActorRef actor = Actors.ActorOf(NewActor(), name);
        Drain();
        return actor;
    }

    /// <summary>A child, started.</summary>
    internal IActorRef Child(IActorRef parent, string name)
    {
        IActorRef child = ActorRefs.Nobody;
        Do(parent, actor => child = actor.Own.ActorOf(NewActor(), name));
        return child;
    }

    /// <summary>A child of an actor of its own, started.</summary>
    internal IActorRef Child(string name) => Child(Top($"parent-of-{name}"), name);

    /// <summary>Lets an actor do something when its turn comes.</summary>
    internal static void Tell(IActorRef actor, Action<ScriptedActor> act) => actor.Tell(act, ActorRefs.NoSender);

    /// <summary>Lets an actor do something now.</summary>
    internal void Do(IActorRef actor, Action<ScriptedActor> act)
    {
        Tell(actor, act);
        Drain();
    }

    public void Dispose() => system.Dispose();
}
