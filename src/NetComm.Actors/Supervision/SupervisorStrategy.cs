using NetComm.Actors.Event;

namespace NetComm.Actors;

/// <summary>What an actor does when one of its children fails.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops what could not start, was killed or lost an actor it depends on; restarts after any other failure.</summary>
    public static readonly IDecider DefaultDecider = Actors.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    /// <summary>One for one by <see cref="DefaultDecider"/>, without limit.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Stops every child that fails.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    private protected SupervisorStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>Chooses by exception.</summary>
    public IDecider Decider { get; }

    /// <summary>How often a child may be restarted before it is stopped instead; -1 for no limit.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>The window in which restarts count together, in milliseconds; -1 for all time.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    /// <summary>Whether failures are published as <see cref="Error"/> (or <see cref="Warning"/>, when the child resumes). Default true.</summary>
    protected bool LoggingEnabled { get; set; }

    /// <summary>Judges a failure; false escalates it.</summary>
    internal bool HandleFailure(Lifecycle supervisor, ChildRestartStats failed, Exception cause)
    {
        Directive directive = Decider.Decide(cause);
        LogFailure(supervisor, failed.Child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                failed.Child.SendSystemMessage(new SystemMessage.Resume(cause));
                return true;
            case Directive.Restart:
                ProcessFailure(supervisor, true, failed, cause);
                return true;
            case Directive.Stop:
                ProcessFailure(supervisor, false, failed, cause);
                return true;
            default:
                return false;
        }
    }

    private protected abstract void ProcessFailure(Lifecycle supervisor, bool restart, ChildRestartStats failed, Exception cause);

    private protected static void RestartChild(IInternalActorRef child, Exception cause, bool suspendFirst)
    {
        if (suspendFirst)
            child.SendSystemMessage(new SystemMessage.Suspend());
        child.SendSystemMessage(new SystemMessage.Recreate(cause));
    }

    private protected bool MayRestart(Lifecycle supervisor, ChildRestartStats child) =>
        child.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds, supervisor.System.Scheduler.MonotonicClock);

    private protected static int MillisecondsOf(TimeSpan? withinTimeRange) =>
        (int)withinTimeRange.GetValueOrDefault(Timeout.InfiniteTimeSpan).TotalMilliseconds;

    private void LogFailure(Lifecycle supervisor, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
            return;
        string message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        string source = child.Path.ToString();
        supervisor.System.EventStream.Publish(
            directive == Directive.Resume ? new Warning(cause, source, GetType(), message) : new Error(cause, source, GetType(), message));
    }
}
