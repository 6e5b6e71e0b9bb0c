namespace NetComm.Actors.Tests;

/// <summary>Starts timers on demand and reports what they bring.</summary>
public sealed class Ticker : ReceiveActor, IWithTimers
{
    private readonly IActorRef _report;

    public Ticker(IActorRef report)
    {
        _report = report;
        Receive<Single>(single => Timers.StartSingleTimer(single.Key, single.Key, single.After));
        Receive<Twice>(twice =>
        {
            Timers.StartSingleTimer("same", twice.First, twice.After);
            Timers.StartSingleTimer("same", twice.Second, twice.After);
        });
        Receive<Periodic>(periodic => Timers.StartPeriodicTimer(periodic.Key, periodic.Key, periodic.Every));
        Receive<string>(word => word == "fail", _ => throw new InvalidOperationException("asked to"));
        Receive<string>(word => word == "cancel", _ =>
        {
            Timers.Cancel("a");
            report.Tell("cancelled");
        });
        Receive<string>(report.Tell);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PostRestart(Exception reason) => _report.Tell("restarted");

    public sealed record Single(string Key, TimeSpan After);

    public sealed record Twice(string First, string Second, TimeSpan After);

    public sealed record Periodic(string Key, TimeSpan Every);

    public sealed record Uncounted : INotInfluenceReceiveTimeout;
}
