using Akka.Actor;
using NetComm.Scenarios;

namespace NetComm.Cli.Workers;

/// <summary>Does runs for a coordinator: says hello until it is answered, then asks for a run for each core, and for more after each.
/// </summary>
#pragma warning disable CA1001 // Akka calls PostStop, which ends the threads.
internal sealed class WorkerActor : UntypedActor, IWithTimers
#pragma warning restore CA1001
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly ICanTell _coordinator;
    private readonly int _cores;
    private readonly Action<WorkMessage> _told;
    private readonly WorkAssembly _assembly = new();
    private WorkThreads? _threads;
    private IActorRef? _boss;

    /// <summary>A worker that has not been welcomed yet.</summary>
    /// <param name="coordinator">Who has the runs.</param>
    /// <param name="cores">How many it does at once.</param>
    /// <param name="told">Told when it is welcome, and why it has nothing to do any more.</param>
    public WorkerActor(ICanTell coordinator, int cores, Action<WorkMessage> told)
    {
        _coordinator = coordinator;
        _cores = cores;
        _told = told;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        SayHello();
        Timers.StartPeriodicTimer("hello", "hello", Again);
    }

    protected override void PostStop() => _threads?.Dispose();

    protected override void PreRestart(Exception reason, object message)
    {
        _told(new WorkMessage.Malformed($"what it cannot work on: {reason.Message}"));
        base.PreRestart(reason, message);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case "hello":
                SayHello();
                break;
            case WorkMessage.Welcome welcome when _threads is null:
                Begin(welcome);
                break;
            case WorkMessage.Chunk chunk:
                Timers.CancelAll();
                if (_assembly.Add(chunk) is { } whole) OnReceive(whole);
                break;
            case WorkMessage.Work work:
                _threads?.Do(work);
                break;
            case WorkDone done when _boss is { } boss:
                boss.Send(done.Result, Self);
                boss.Tell(new WorkMessage.WantWork(done.Next));
                break;
            case WorkMessage.Refused or WorkMessage.Finished or WorkMessage.Malformed:
                Timers.CancelAll();
                _told((WorkMessage)message);
                break;
        }
    }

    private void SayHello() => _coordinator.Tell(new WorkMessage.Hello(WorkerSession.Build, _cores), Self);

    private static Sweep SweepOf(WorkMessage.Welcome welcome) => SweepReader.Parse(
        welcome.Source, welcome.File,
        files: ScenarioFiles.Of(welcome.Files.Select(file => new ScenarioFile(file.Name, file.Content))));

    private void Begin(WorkMessage.Welcome welcome)
    {
        Timers.CancelAll();
        _told(welcome);
        _boss = Sender;
        _threads = new WorkThreads(SweepOf(welcome), _cores, Self);
        for (int core = 0; core < _cores; core++) _boss.Tell(new WorkMessage.WantWork(1));
    }
}
