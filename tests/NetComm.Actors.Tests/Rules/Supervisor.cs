namespace NetComm.Actors.Tests;

/// <summary>A parent with children that report, and the strategy that a test gives it.</summary>
public sealed class Supervisor(IActorRef report, SupervisorStrategy strategy, params string[] children) : Reporter(report)
{
    private static readonly Exception Keep = new InvalidOperationException("keep the children");

    /// <summary>What to fail with so that the children survive the restart.</summary>
    public static Exception KeepingChildren => Keep;

    protected override SupervisorStrategy SupervisorStrategy() => strategy;

    protected override void PreStart()
    {
        foreach (string child in children.Where(name => Context.Child(name).Equals(ActorRefs.Nobody)))
            Context.ActorOf(Props.Create(() => new Reporter(Report)), child);
    }

    protected override void PreRestart(Exception reason, object? message)
    {
        if (reason.Message != Keep.Message)
            base.PreRestart(reason, message);
    }
}
