namespace NetComm.Actors;

/// <summary>Applies the decision to the child that failed, and to no other.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    /// <summary>With a limit of restarts in a window of time; null for none.</summary>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, MillisecondsOf(withinTimeRange), localOnlyDecider)
    {
    }

    /// <summary>With a limit of restarts in a window of time; null for none.</summary>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, MillisecondsOf(withinTimeRange), decider)
    {
    }

    /// <summary>With a limit of restarts in a window of milliseconds; -1 for none.</summary>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, new LocalOnlyDecider(localOnlyDecider), loggingEnabled)
    {
    }

    /// <summary>With a limit of restarts in a window of milliseconds; -1 for none.</summary>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled)
    {
    }

    /// <summary>Without a limit.</summary>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <summary>Without a limit.</summary>
    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    private protected override void ProcessFailure(Lifecycle supervisor, bool restart, ChildRestartStats failed, Exception cause)
    {
        if (restart && MayRestart(supervisor, failed))
            RestartChild(failed.Child, cause, suspendFirst: false);
        else
            supervisor.StopChild(failed.Child);
    }
}
