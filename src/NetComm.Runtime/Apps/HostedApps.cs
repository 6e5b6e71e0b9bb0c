using System.Text;

namespace NetComm.Runtime.Apps;

/// <summary>What runs on one host: a crash stops what has not ended, a restart makes it anew. Part of the host's actor.</summary>
internal sealed class HostedApps(RunContext run, Node node, IUntypedActorContext host, IActorRef director)
{
    private sealed class Hosted(HostedApp app, IActorRef actor)
    {
        internal HostedApp App => app;

        internal IActorRef Actor { get; set; } = actor;

        internal bool HasBegun { get; set; }

        internal bool HasEnded { get; set; }

        internal bool HasFailed { get; set; }

        /// <summary>Whether a crash stopped it, and a restart is to make it anew.</summary>
        internal bool WasStopped { get; set; }

        internal bool HoldsRun { get; set; }
    }

    private readonly List<Hosted> _all = [];
    private readonly Dictionary<string, Hosted> _byName = [];
    private bool _isDown;

    internal void Handle(AppCommand command)
    {
        switch (command)
        {
            case AppCommand.Run wanted:
                var hosted = new Hosted(wanted.App, Make(wanted.App));
                _all.Add(hosted);
                _byName[wanted.App.Name] = hosted;
                hosted.Actor.Tell(AppLifecycle.Prepare.Message, host.Self);
                break;
            case AppCommand.Begin begin:
                Begin(_byName[begin.App.Name]);
                break;
        }
    }

    internal void Crash()
    {
        _isDown = true;
        bool comesBack = run.ComesBack(node.Index);
        foreach (Hosted hosted in _all.Where(
            hosted => hosted is { App.Life: not HostedLife.OutlivesCrashes, HasEnded: false, HasFailed: false })) Stop(hosted, comesBack);
    }

    internal void Restart()
    {
        _isDown = false;
        foreach (Hosted hosted in _all.Where(hosted => hosted is { WasStopped: true, HasEnded: true })) RunAnew(hosted);
    }

    internal void NotifyFlows(AppLifecycle message)
    {
        foreach (Hosted hosted in _all.Where(hosted => hosted.App.Life == HostedLife.OutlivesCrashes))
            hosted.Actor.Tell(message, host.Self);
    }

    /// <summary>A child has ended: by itself, or since it was stopped.</summary>
    internal void Ended(IActorRef child)
    {
        if (Find(child) is not { } hosted) return;
        hosted.HasEnded = true;

        // Its name is free only now.
        if (hosted.WasStopped && !_isDown) RunAnew(hosted);
    }

    /// <summary>A child has failed: the trace says so, and nobody waits for it any more. False where it is none of these.</summary>
    internal bool TryFail(IActorRef child, Exception cause)
    {
        if (Find(child) is not { } hosted) return false;
        hosted.HasFailed = true;
        if (hosted.App.Program is { } program) TraceEnd(program, $"a bug of netcomm ended it: {cause.Message}");
        hosted.App.GiveUp();
        director.Tell(new AppLifecycle.Failed(child, hosted.App), host.Self);
        return true;
    }

    private void TraceEnd(int program, string failure)
    {
        byte[] text = Encoding.UTF8.GetBytes(failure);
        run.Trace.Write(TraceEvents.WithBytes(run.Clock.Now, TraceEventKind.ProgramEnded, program, text.Length), text);
    }

    private Hosted? Find(IActorRef child) => _byName.TryGetValue(child.Path.Name, out Hosted? hosted)
        && hosted.Actor.Equals(child) ? hosted : null;

    private void Begin(Hosted hosted)
    {
        // One that a restart has begun, that has ended before its time or that cannot begin now is not waited for. A flow goes by its
        // schedule.
        if (hosted.HasBegun || hosted.HasEnded || (_isDown && hosted.App.Life != HostedLife.OutlivesCrashes))
        {
            director.Tell(AppLifecycle.Idle.Message, host.Self);
            return;
        }

        hosted.HasBegun = true;
        hosted.Actor.Tell(AppLifecycle.Begin.Message, host.Self);
    }

    private void Stop(Hosted hosted, bool comesBack)
    {
        hosted.HasBegun = false;
        hosted.WasStopped = comesBack;
        hosted.HoldsRun = comesBack && hosted.App.Life == HostedLife.RunsAnew;
        if (hosted.HoldsRun) run.Progress.JobBusy();
        hosted.Actor.Tell(AppLifecycle.HostCrashed.Message, host.Self);
    }

    private void RunAnew(Hosted hosted)
    {
        hosted.WasStopped = false;
        hosted.HasEnded = false;
        hosted.Actor = Make(hosted.App);
        if (hosted.App.Start <= run.Clock.Now) Begin(hosted);
        else hosted.Actor.Tell(AppLifecycle.Prepare.Message, host.Self);
        if (hosted.HoldsRun) run.Progress.JobIdle();
        hosted.HoldsRun = false;
    }

    private IActorRef Make(HostedApp app)
    {
        IActorRef actor = host.ActorOf(app.Props(host.Self), app.Name);
        return app.Life == HostedLife.OutlivesCrashes ? actor : host.Watch(actor);
    }
}

/// <summary>Something that runs on a host: one end of a flow, a program or an app.</summary>
/// <param name="Start">When it begins; null: it only waits.</param>
/// <param name="Order">Which begin first of those with the same start: place in the file.</param>
internal sealed record HostedApp(int Node, string Name, SimTime? Start, int Order, HostedLife Life, Func<IActorRef, Props> Props)
{
    /// <summary>Its number among programs and apps, by which the trace knows it; null for the end of a flow.</summary>
    internal int? Program { get; init; }

    /// <summary>What is given up where its actor fails: what it shares with others.</summary>
    internal Action GiveUp { get; init; } = () => { };
}

/// <summary>What a crash of its host does to something that runs there.</summary>
internal enum HostedLife
{
    /// <summary>The end of a flow: it goes on with its schedule, and sends and receives again when the host is back.</summary>
    OutlivesCrashes,

    /// <summary>A program or a client: it ends, and a restart runs it anew, for which the run waits.</summary>
    RunsAnew,

    /// <summary>A server: likewise, but no run waits for it.</summary>
    ServesAnew,
}
