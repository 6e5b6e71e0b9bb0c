namespace NetComm.Actors;

/// <summary>Applies the decision to all children when one of them fails.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    /// <summary>With a limit of restarts in a window of time; null for none.</summary>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, MillisecondsOf(withinTimeRange), localOnlyDecider)
    {
    }

    /// <summary>With a limit of restarts in a window of time; null for none.</summary>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, MillisecondsOf(withinTimeRange), decider)
    {
    }

    /// <summary>With a limit of restarts in a window of milliseconds; -1 for none.</summary>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, new LocalOnlyDecider(localOnlyDecider), loggingEnabled)
    {
    }

    /// <summary>With a limit of restarts in a window of milliseconds; -1 for none.</summary>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled)
    {
    }

    /// <summary>Without a limit.</summary>
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <summary>Without a limit.</summary>
    public AllForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    private protected override void ProcessFailure(Lifecycle supervisor, bool restart, ChildRestartStats failed, Exception cause)
    {
        IReadOnlyList<ChildRestartStats> children = supervisor.Children.Stats();
        if (restart && children.All(child => MayRestart(supervisor, child)))
        {
            foreach (ChildRestartStats child in children)
                RestartChild(child.Child, cause, suspendFirst: child != failed);
        }
        else
        {
            foreach (ChildRestartStats child in children)
                supervisor.StopChild(child.Child);
        }
    }
}
