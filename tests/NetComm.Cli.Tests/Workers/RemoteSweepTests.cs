using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using NetComm.Analysis;
using NetComm.Cli.Workers;
using NetComm.Scenarios;
using NetComm.Sim;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Tests.Workers;

/// <summary>A coordinator and a worker in one process: what does not fit a frame, and who does not speak as workers do.</summary>
public sealed class RemoteSweepTests : IDisposable
{
    private sealed class Stranger : UntypedActor
    {
        private readonly ICanTell _coordinator;
        private readonly WorkMessage[] _says;
        private readonly TaskCompletionSource<string> _told;

        public Stranger(ICanTell coordinator, WorkMessage[] says, TaskCompletionSource<string> told) =>
            (_coordinator, _says, _told) = (coordinator, says, told);

        protected override void PreStart() =>
            _coordinator.Tell(new WorkMessage.Hello(WorkerSession.Build, 1), Self);

        protected override void OnReceive(object message)
        {
            if (message is WorkMessage.Welcome)
            {
                foreach (WorkMessage says in _says) Sender.Tell(says, Self);
            }

            if (message is WorkMessage.Refused refused) _told.TrySetResult(refused.Reason);
        }
    }

    private const int Frame = 128_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WorkPlace _place = new(FreePlace(), Secret: null);
    private readonly ConcurrentQueue<string> _said = [];
    private readonly CancellationTokenSource _end = new(Patience);

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task A_scenario_and_a_result_that_are_larger_than_a_frame_arrive()
    {
        Sweep sweep = SweepReader.Parse(Wide(flows: 1300), "wide.yaml");
        SweepRun expected = Assert.Single(Simulation.Run(sweep, jobs: 1).Runs);
        var schedule = new SweepSchedule(sweep);
        Task coordinator = Coordinate(sweep, schedule);

        WorkMessage? reason = await WorkerSession.RunAsync(_place, cores: 1, Patience, _end.Token);
        await coordinator;

        Assert.IsType<WorkMessage.Finished>(reason);
        SweepRun run = Assert.Single(schedule.Runs);
        Assert.Equal(expected.Figures, run.Figures);
        Assert.InRange(sweep.Scenario.Source.Length, Frame + 1, 10 * Frame);
        Assert.InRange(
            WorkSerializer.Write(Results(run.Figures)).Length, Frame + 1, 10 * Frame);
    }

    [Fact]
    public async Task Who_sends_pieces_that_do_not_fit_is_dismissed_and_others_do_its_runs()
    {
        string why = await Dismissed(new WorkMessage.WantWork(1), new WorkMessage.Chunk("Results", 7, 9, [1]));

        Assert.Equal("it sent a piece out of turn", why);
        Assert.Contains(
            _said, said => said.EndsWith($"{why}: 1 of its runs go to others; waiting for another worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_sends_a_result_with_other_figures_is_dismissed() =>
        Assert.Equal(
            "it sent a result of another sweep",
            await Dismissed(new WorkMessage.WantWork(1), Results([1, 2, 3])));

    [Fact]
    public async Task Who_sends_no_result_in_place_of_one_is_dismissed() =>
        Assert.Equal("it sent a result of another sweep", await Dismissed(new WorkMessage.Results([null!])));

    [Fact]
    public async Task A_result_that_cannot_be_kept_ends_the_sweep()
    {
        Sweep sweep = SweepReader.Parse(SampleScenarios.Lucky + "sweep: { measure: [ask.loss] }\n", "small.yaml");
        Task coordinator = RemoteSweep.RunAsync(
            sweep, new SweepSchedule(sweep), _place, jobs: 1, _ => throw new IOException("The disk is full."), _said.Enqueue, _end.Token);

        IOException failure = await Assert.ThrowsAsync<IOException>(() => coordinator);

        Assert.Equal("The disk is full.", failure.Message);
    }

    /// <summary>Why a stranger that says this is dismissed; then a worker does the sweep all the same.</summary>
    private async Task<string> Dismissed(params WorkMessage[] says)
    {
        Sweep sweep = SweepReader.Parse(SampleScenarios.Lucky + "sweep: { replications: 2, measure: [ask.loss] }\n", "small.yaml");
        var schedule = new SweepSchedule(sweep);
        Task coordinator = Coordinate(sweep, schedule);
        var told = new TaskCompletionSource<string>();
        using (ActorSystem system = ClusterSettings.Start(ClusterSettings.Worker, new IPEndPoint(IPAddress.Loopback, 0), secret: null))
        {
            Address address = ClusterSettings.AddressOf(_place.EndPoint, secret: null);
            ActorSelection boss = system.ActorSelection(new RootActorPath(address) / "user" / ClusterSettings.Coordinator);
            system.ActorOf(Props.Create<Stranger>(boss, says, told));
            await told.Task.WaitAsync(Patience);
        }

        Assert.IsType<WorkMessage.Finished>(await WorkerSession.RunAsync(_place, cores: 1, Patience, _end.Token));
        await coordinator;
        Assert.Equal(2, schedule.Runs.Count);
        return await told.Task;
    }

    private static WorkMessage.Results Results(IReadOnlyList<double?> figures) =>
        new([new WorkResult(new WorkRun(0, 1, 1), figures, [], IsComplete: true)]);

    private Task Coordinate(Sweep sweep, SweepSchedule schedule) =>
        RemoteSweep.RunAsync(sweep, schedule, _place, jobs: 0, _ => { }, _said.Enqueue, _end.Token);

    /// <summary>Many flows, of each of which eleven figures are measured.</summary>
    private static string Wide(int flows)
    {
        string[] metrics = [
            "sent", "received", "loss", "jitter", "latency.min", "latency.mean", "latency.max", "latency.p50", "latency.p90", "latency.p95",
            "latency.p99"];
        IEnumerable<int> numbers = Enumerable.Range(1, flows);
        return $$"""
            scenario: Many flows
            hosts: { alice: {}, bob: {} }
            links: [ { name: wire, between: [alice, bob], rate: 1 Gbps, delay: 10 ms, jitter: 2 ms } ]
            flows:
            {{string.Join('\n', numbers.Select(i => string.Create(CultureInfo.InvariantCulture,
                $"  - {{ name: f{i}, from: alice, to: bob, start: {i * 2} us, count: 3, traffic: {{ kind: constant, interval: 5 ms, size: 97 B }} }}")))}}
            sweep:
              measure: [{{string.Join(", ", numbers.SelectMany(i => metrics.Select(metric => $"f{i}.{metric}")))}}]

            """;
    }

    private static IPEndPoint FreePlace()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
