namespace NetComm.Actors.Tests;

/// <summary>Tells a test what happens to it. A message that is an exception makes it throw that; <see cref="Do"/> makes it do something.</summary>
public class Reporter(IActorRef report) : UntypedActor
{
    public sealed record Do(Action<IUntypedActorContext> What);

    public sealed record Got(object Message, IActorRef Sender);

    protected IActorRef Report => report;

    protected override void PreStart() => report.Tell("PreStart", Self);

    protected override void PostStop() => report.Tell("PostStop", Self);

    protected override void PreRestart(Exception reason, object? message)
    {
        report.Tell($"PreRestart {reason.Message} {message?.GetType().Name}", Self);
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        report.Tell($"PostRestart {reason.Message}", Self);
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Exception failure:
                throw failure;
            case Do order:
                order.What(Context);
                break;
            default:
                report.Tell(new Got(message, Sender), Self);
                break;
        }
    }
}
