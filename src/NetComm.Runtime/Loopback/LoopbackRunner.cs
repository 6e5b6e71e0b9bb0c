using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>One loopback run: its timer, its actors, its trace, and the decision when it is over.</summary>
internal sealed class LoopbackRunner : IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the actors may take to end: they have nothing left to do but to close what is open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// So often nothing must have happened before a run counts as over. Each look lets pass first what is pending in sockets and mailboxes,
    /// however long that takes on a busy machine: a segment passes the writer's actor, the reader's and its user's.
    /// </summary>
    private const int QuietLooks = 12;

    private readonly Scenario _scenario;
    private readonly RunOptions _options;
    private readonly LoopbackNotes _notes = new();
    private readonly OrderedTraceSink _trace;
    private readonly TimerThread _timer;
    private readonly LoopbackNetwork _network;
    private readonly RunFailures _failures;
    private readonly ActorSystem _system;
    private readonly SimTime _lastFault;
    private readonly Task _cancelled;
    private readonly PendingWork _pending = new();
    private readonly TaskCompletionSource _usedUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IActorRef _run = ActorRefs.Nobody;
    private Task _allEnded = Task.CompletedTask;
    private volatile bool _isStuck;
    private readonly TaskCompletionSource<SimTime> _atDuration = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="shift">By how much its addresses move on, as other runs have those before.</param>
    internal LoopbackRunner(
        Scenario scenario, RunOptions options, bool hasAddressRange, Action<SocketMade>? onSocketMade = null, int shift = 0)
    {
        _scenario = scenario;
        _options = options;
        _cancelled = Task.Delay(Timeout.InfiniteTimeSpan, options.Cancellation);
        _lastFault = scenario.Faults.Select(fault => fault.At).DefaultIfEmpty(SimTime.Zero).Max();
        var addresses = LoopbackAddresses.Of(scenario, shift);

        // Without its timer there is no run: what fails there ends it.
        _trace = new OrderedTraceSink { OnEvent = options.OnEvent };
        _timer = new TimerThread(failure => _failures!.EndRun("timer", failure));
        var progress = new RunProgress(options.MaxPackets, () => _usedUp.TrySetResult());
        var run = new RunContext(
            addresses.Scenario, new LoopbackClock(_timer), _trace, new PacketPool(shared: true), progress, addresses.Resolve);
        _failures = new RunFailures(run.Clock, _trace, _notes);
        var paths = new PathEmulator(scenario, _timer, run.Progress, _trace);
        _network =
            new LoopbackNetwork(
                run, _timer, addresses, new BoundEndpoints(), paths, _notes, _failures, hasAddressRange)
            { OnSocketMade = onSocketMade, Live = new LiveLines(scenario, options.OnLine) };
        _trace.OnPrinted = _network.Live.Printed;
        _system = ActorRuntime.CreateSystem("netcomm");
        _system.ActorOf(ActorProps.Of(() => new LogActor(options.Log)), "log");
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        Task ended = _system.Terminate();
        if (await Task.WhenAny(ended, Task.Delay(Patience)).ConfigureAwait(false) != ended)
            _options.Log.Warning("The run's actors have not ended within {Patience}", Patience);
        _pending.Dispose();
    }

    /// <summary>Runs it; null where a port that it needs is taken and it may move elsewhere, before anything has happened.</summary>
    internal async Task<RunOutcome?> RunAsync(bool mayMove)
    {
        NoteAddresses();
        NoteAnycast();
        await LookForMechanismsAsync().ConfigureAwait(false);
        bool isReady = _notes.Missing.Count == 0 && await PrepareAsync().ConfigureAwait(false);
        if (mayMove && _notes.LacksPort) return null;
        long epoch = (_network.Run.Clock.Epoch - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        TraceHeader header = TraceHeader.Of(_network.Run.Scenario) with { EpochNanoseconds = epoch };
        using var recorder = new TraceRecorder(header, _options.KeepTrace, [.. _options.Folds]);
        _trace.Open(recorder);
        bool cameToItsEnd = isReady;
        SimTime end = SimTime.Zero;
        if (isReady) (cameToItsEnd, end) = await UntilOverAsync(recorder).ConfigureAwait(false);

        if (isReady) FinishProxies();
        if (isReady) NoteOutside();
        _timer.Dispose();
        _trace.Close(end);
        Trace trace = recorder.Finish();
        if (recorder.Failure is { } full) _notes.Lack(RunOptions.NotKept(trace, full));
        bool complete = cameToItsEnd && _notes.Missing.Count == 0;
        IReadOnlyList<string> notes = [.. _notes.Notes, .. _network.Run.Connections.Sentences(end)];
        return new RunOutcome(trace, complete, _notes.Missing, notes, _network.Paths.Crossings) { HasBegun = isReady };
    }

    /// <summary>Says where hosts are that are not where a reader would look: 10.a.b.c at 127.a.b.c.</summary>
    private void NoteAddresses()
    {
        int shift = _network.Addresses.Shift;
        if (shift > 0) _notes.Say($"other runs or programs have the usual addresses: 10.a.b.c is 127.x.b.c here, x being a + {shift}");
        if (!_network.HasAddressRange) _notes.Say("this system has only 127.0.0.1: hosts share it, each with ports of its own");
        foreach (Node written in _scenario.Nodes.Where(node => node.Kind == NodeKind.Host))
        {
            IReadOnlyList<NetworkInterface> real = _network.Run.Scenario.Nodes[written.Index].Interfaces;
            foreach ((NetworkInterface from, NetworkInterface to) in written.Interfaces.Zip(real))
            {
                bool isExpected = to.Address == _network.Addresses.Moved(new((from.Address.Value & 0xFFFFFF) | 127u << 24))
                    && from.Address.Value >> 24 == 10;
                if (!isExpected) _notes.Say($"host '{written.Name}': {from.Address} is {to.Address}");
            }
        }
    }

    private void NoteAnycast()
    {
        foreach (AnycastService service in _network.Run.Scenario.AnycastServices)
        {
            _notes.Say(_network.SharesAddresses
                ? $"anycast '{service.Name}': its members share {service.Address} by SO_REUSEPORT and answer from it; that option knows " +
                $"no distance, so each packet for it goes to the own address of the member that routing finds nearest"
                : $"anycast '{service.Name}': sockets cannot share {service.Address} on this system, so each packet for it goes to the " +
                $"own address of the member that routing finds nearest, which answers from there");
        }
    }

    private async Task LookForMechanismsAsync()
    {
        foreach (Flow flow in _scenario.Flows.Where(flow => flow.Cast == Cast.Broadcast).Take(1))
        {
            if (await LoopbackCapabilities.WhyNoBroadcastAsync().ConfigureAwait(false) is { } why)
                _notes.Lack($"flow '{flow.Name}' needs broadcast on the loopback interface, which this system lacks: {why}");
        }

        IEnumerable<string> multicasters = _scenario.Flows.Where(flow => flow.Cast == Cast.Multicast).Select(flow => $"flow '{flow.Name}'")
            .Concat(_scenario.Groups.Select(group => $"group '{group.Name}'"))
            .Concat(_scenario.Programs.Where(program => program.JoinsGroup).Select(program => $"program '{program.Name}'"));
        foreach (string who in multicasters.Take(1))
        {
            if (await LoopbackCapabilities.WhyNoMulticastAsync().ConfigureAwait(false) is { } why)
                _notes.Lack($"{who} needs multicast on the loopback interface, which this system lacks: {why}");
        }
    }

    /// <summary>Makes hosts, flows and programs; false where one cannot have what it needs, or the wait was cut short.</summary>
    private async Task<bool> PrepareAsync()
    {
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        LoopbackNetwork network = _network;
        IActorRef run = _run = _system.ActorOf(ActorProps.Of(() => new LoopbackRunActor(network, ready)), "run");
        new LoopbackTimeline(network, run).Schedule(_scenario.Faults);
        if (_scenario.Duration is { } duration)
        {
            SimTime end = SimTime.Zero + duration;
            _timer.At(end, _ => _atDuration.TrySetResult(end));
        }

        _allEnded = run.WatchAsync();
        await Task.WhenAny(ready.Task, _failures.End, _allEnded, _cancelled).ConfigureAwait(false);
        LookForActors();
        return ready.Task.IsCompletedSuccessfully && await ready.Task.ConfigureAwait(false);
    }

    // The first of them says what fails below it; it cannot say that it is gone itself.
    private void LookForActors()
    {
        if (_allEnded.IsCompleted) _failures.EndRun("run", new InvalidOperationException("The run's actors have ended before it."));
    }

    /// <summary>Waits for the end, and says whether it is the run's own, and when it was.</summary>
    private async Task<(bool IsOwn, SimTime At)> UntilOverAsync(TraceRecorder recorder)
    {
        long lastCount = -1;
        SimTime quietSince = SimTime.Zero;
        int quietLooks = 0;
        while (true)
        {
            await EndOrAsync(Task.Delay(LookInterval)).ConfigureAwait(false);
            if (IsOver) await EndOrAsync(_pending.PassAsync(_run)).ConfigureAwait(false);
            _timer.Post(_ => _isStuck = _network.Paths.IsStuck);
            _options.OnProgress?.Invoke(_timer.Now, _trace.Count);
            if (_atDuration.Task.IsCompleted) return (true, await _atDuration.Task.ConfigureAwait(false));
            LookForActors();
            bool isUsedUp = _network.Run.Progress.IsUsedUp;
            if (isUsedUp) _notes.Lack(_options.UsedUp(_timer.Now));
            if (isUsedUp || _cancelled.IsCompleted || _failures.End.IsCompleted || recorder.Failure is not null)
                return (false, _timer.Now);

            bool isQuiet = IsOver && _trace.Count == lastCount;
            lastCount = _trace.Count;
            quietLooks = isQuiet ? quietLooks + 1 : 0;
            if (!isQuiet) quietSince = _timer.Now;
            if (quietLooks >= QuietLooks) return (true, quietSince);
        }
    }

    private Task<Task> EndOrAsync(Task other) =>
        Task.WhenAny(_atDuration.Task, _failures.End, _allEnded, _cancelled, _usedUp.Task, other);

    /// <summary>
    /// With outside programs the run waits for theirs to end; whoever waits at a port does so until the duration, and so does a proxy.
    /// </summary>
    private bool IsOver => (_network.Run.Progress.IsOver || IsStuckForGood) && !WaitsForOutside && _scenario.Proxies.Count == 0;

    /// <summary>What is left of TCP connections to a host that never returns holds no run.</summary>
    private bool IsStuckForGood => _isStuck && !_network.Run.Progress.HasBusyJobs && _timer.Now > _lastFault;

    private bool WaitsForOutside => _network.Addresses.External >= 0
        && (_scenario.Programs.Any(program => _network.Addresses.IsLocalhost(program.Node) && !_trace.HasEnded(program.Id))
            || _scenario.Apps
            .Any(app => _network.Addresses.IsLocalhost(app.Node) && (app.Task.Listens is not null || !_trace.HasEnded(app.Id))));

    private void FinishProxies()
    {
        _network.Proxied.Finish();
        foreach (string missing in _network.Proxied.Missing()) _notes.Lack(missing);
    }

    private void NoteOutside()
    {
        int outside = _network.Addresses.External;
        if (outside < 0 || _notes.OutsideCame || _network.Proxied.HasCome(outside)) return;
        string name = _scenario.Nodes[outside].Name;
        if (_notes.Refusal is { } endpoint) _notes.Lack($"host '{name}' is external, and nobody was at {endpoint} until the run ended");
        else if (WaitsForOutside) _notes.Lack($"host '{name}' is external, and no outside program spoke to this run until it ended");
    }
}
