using System.Diagnostics;
using System.Net;
using Akka.Actor;
using Akka.Cluster;
using NetComm.Sim;

namespace NetComm.Cli.Workers;

/// <summary>A worker's time with one coordinator.</summary>
internal static class WorkerSession
{
    /// <summary>The program: version and build. Only equal ones give equal results.</summary>
    public static string Build { get; } =
        $"{RunEnvironment.Version} (build {typeof(Simulation).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8]})";

    /// <summary>Works for the coordinator until all runs are done. One that is lost is looked for again.</summary>
    /// <param name="coordinator">Where it listens, and with what secret.</param>
    /// <param name="cores">How many runs go on at once.</param>
    /// <param name="patience">How long it is looked for.</param>
    /// <param name="cancellation">Leaves the cluster.</param>
    /// <returns>Why it ended; null where there is no coordinator, or the worker is to end.</returns>
    public static async Task<WorkMessage?> RunAsync(
        WorkPlace coordinator, int cores, TimeSpan patience, CancellationToken cancellation)
    {
        var sinceContact = Stopwatch.StartNew();
        while (!cancellation.IsCancellationRequested && sinceContact.Elapsed < patience)
        {
            bool isWelcome = false;
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            ending.CancelAfter(patience - sinceContact.Elapsed);
            WorkMessage? reason = await OnceAsync(coordinator, cores, () =>
            {
                isWelcome = true;
                ending.CancelAfter(Timeout.InfiniteTimeSpan);
            }, ending.Token);
            if (reason is not null) return reason;
            if (isWelcome) sinceContact.Restart();
        }

        return null;
    }

    private static async Task<WorkMessage?> OnceAsync(WorkPlace coordinator, int cores, Action onWelcome, CancellationToken ending)
    {
        var ended = new TaskCompletionSource<WorkMessage?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var own = new IPEndPoint(ClusterSettings.OwnAddressTowards(coordinator.EndPoint), port: 0);
        using ActorSystem system = ClusterSettings.Start(ClusterSettings.Worker, own, coordinator.Secret);
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        Address address = ClusterSettings.AddressOf(coordinator.EndPoint, coordinator.Secret);
        Cluster.Get(system).Join(address);
        ActorSelection boss = system.ActorSelection(new RootActorPath(address) / "user" / ClusterSettings.Coordinator);
        void Told(WorkMessage message)
        {
            if (message is WorkMessage.Welcome) onWelcome();
            else ended.TrySetResult(message);
        }

        system.ActorOf(Props.Create<WorkerActor>(boss, cores, (Action<WorkMessage>)Told), ClusterSettings.Worker);

        // A worker that has lost its coordinator downs itself, and its system ends; so it does where TLS fails.
        _ = system.WhenTerminated.ContinueWith(_ => ended.TrySetResult(WhyEnded(shutdown)), TaskScheduler.Default);
        await using (ending.Register(() => ended.TrySetResult(null)))
        {
            WorkMessage? reason = await ended.Task;
            await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);
            return reason;
        }
    }

    // The class is Akka's own (1.5.74), and not public.
    private static WorkMessage.Refused? WhyEnded(CoordinatedShutdown shutdown) =>
        shutdown.ShutdownReason?.GetType().Name == "TlsHandshakeFailureReason"
            ? new WorkMessage.Refused("the sweep has another secret, or none") : null;
}
