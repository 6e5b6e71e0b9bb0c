using NetComm.Sim.Tests.Runtime.AkkaHosting.Programs;

namespace NetComm.Sim.Tests.Runtime.AkkaHosting;

/// <summary>What the path past the mailboxes owes to the mailboxes.</summary>
public sealed class RunLoopDispatcherTests : IDisposable
{
    private readonly ScriptedSystem _system = new(new SimulatedProgramSystem(goesPastMailboxes: true));

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Actors_of_the_system_may_stash()
    {
        IActorRef actor = _system.Top("actor");
        _system.Do(actor, me => me.Become(_ => me.Stash.Stash()));

        Assert.Empty(_system.SeenOf(() => actor.Tell("1")));
    }
}
