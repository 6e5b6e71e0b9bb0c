using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Tests.AkkaHosting.Programs;

namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>A message that goes past Akka's envelope does to its actor what it would do inside.</summary>
public sealed class DirectActorTests : IDisposable
{
    private sealed class Frame(Exception? failure) : DirectMessage
    {
        internal Exception? Failure => failure;
    }

    private sealed class Receiver : DirectActor
    {
        private readonly List<string> _seen;
        private readonly bool _failsToStart;

        public Receiver(List<string> seen, bool failsToStart, bool failsWhileMade)
        {
            (_seen, _failsToStart) = (seen, failsToStart);
            if (failsWhileMade) throw new InvalidOperationException("It cannot be made.");
        }

        protected override void PreRestart(Exception reason, object message) =>
            _seen.Add($"restarts by {reason.Message} at {message.GetType().Name}");

        protected override void PostRestart(Exception reason)
        {
            if (_failsToStart) throw new InvalidOperationException("It cannot start.");
        }

        protected override void OnReceive(object message)
        {
            if (message is Frame { Failure: { } failure }) throw failure;
            bool isPastTheEnvelope = Environment.StackTrace.Contains("DirectActor.Handle", StringComparison.Ordinal);
            _seen.Add(message switch
            {
                Frame => isPastTheEnvelope ? "frame past the envelope" : "frame",
                ReceiveTimeout => "silence",
                TimeSpan wait => SetReceiveTimeout(wait),
                _ => $"{message}",
            });
        }

        private static string SetReceiveTimeout(TimeSpan wait)
        {
            Context.SetReceiveTimeout(wait);
            return "waits";
        }
    }

    private readonly ScriptedSystem _system = new(new SimulatedProgramSystem(goesPastMailboxes: true));
    private readonly List<string> _seen = [];

    public void Dispose() => _system.Dispose();

    [Fact]
    public void A_direct_message_goes_past_the_envelope()
    {
        _system.Deliver(Started(_system), new Frame(failure: null));

        Assert.Equal(["frame past the envelope"], _seen);
    }

    [Fact]
    public void An_actor_that_fails_at_a_direct_message_is_restarted_for_that_failure_at_that_message()
    {
        IActorRef actor = Started(_system);

        _system.Deliver(actor, new Frame(new InvalidOperationException("a corrupt queue")));
        _system.Deliver(actor, new Frame(failure: null));

        Assert.Equal(["restarts by a corrupt queue at Frame", "frame past the envelope"], _seen);
    }

    [Theory]
    [InlineData(true, "frame past the envelope")]
    [InlineData(false, "frame")]
    public void A_direct_message_does_not_end_a_silence_on_either_path(bool goesPastMailboxes, string frame)
    {
        using var system = new ScriptedSystem(new SimulatedProgramSystem(goesPastMailboxes));
        IActorRef actor = Started(system);
        system.Deliver(actor, TimeSpan.FromMilliseconds(20));

        system.PassTime(15);
        system.Deliver(actor, new Frame(failure: null));
        system.PassTime(6);

        Assert.Equal(["waits", frame, "silence"], _seen);
    }

    [Fact]
    public void A_failure_at_a_direct_message_does_not_end_a_silence()
    {
        IActorRef actor = Started(_system, Directive.Resume);
        _system.Deliver(actor, TimeSpan.FromMilliseconds(20));

        _system.PassTime(15);
        _system.Deliver(actor, new Frame(new InvalidOperationException("a corrupt queue")));
        _system.PassTime(6);

        Assert.Equal(["waits", "silence"], _seen);
    }

    // Akka resumes what a failed restart left behind, an actor without a behaviour, and lets it fail at each message.
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_a_failed_restart_left_behind_takes_no_direct_messages(bool failsToStart, bool failsWhileMade)
    {
        IActorRef actor = Started(_system, failsToStart, failsWhileMade, Directive.Restart, Directive.Resume, Directive.Stop);

        _system.Deliver(actor, new Frame(new InvalidOperationException("a corrupt queue")));
        _system.Deliver(actor, new Frame(failure: null));

        Assert.Equal(["restarts by a corrupt queue at Frame"], _seen);
    }

    /// <summary>A child whose parent decides so at its first failure, its second, and so on.</summary>
    private IActorRef Started(ScriptedSystem system, params Directive[] decisions) =>
        Started(system, failsToStart: false, failsWhileMade: false, decisions);

    /// <summary>A child that fails when it is restarted, in its hook or in its constructor.</summary>
    private IActorRef Started(ScriptedSystem system, bool failsToStart, bool failsWhileMade, params Directive[] decisions)
    {
        IActorRef parent = system.Top("parent");
        IActorRef actor = ActorRefs.Nobody;
        int failures = 0, made = 0;
        system.Do(parent, me =>
        {
            if (decisions.Length > 0) me.Strategy = new OneForOneStrategy(_ => decisions[failures++]);
            actor = me.Own.ActorOf(ActorProps.Of(() => new Receiver(_seen, failsToStart, failsWhileMade && made++ > 0)), "actor");
        });
        return actor;
    }
}
