using System.Globalization;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Runtime.Tests.Loopback;
using NetComm.Scenarios;
using NetComm.Tracing;
using Xunit.Abstractions;

namespace NetComm.Runtime.Tests.Campaigns;

/// <summary>Whatever actor of a run fails, and whenever, by a bug of ours: the run ends, and tells of it.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class RandomKillTests(ITestOutputHelper output)
{
    /// <summary>Of each mode, what CI has the time for; with NETCOMM_LONG=1 (.ci/long) a hundred.</summary>
    private static readonly int Runs = Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1" ? 100 : 5;

    /// <summary>What hangs would take for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Told = "an actor failed, which is a bug of ours: ";

    private const string Busy = """
        duration: 2 s
        hosts: { alice: {}, bob: {}, carol: {}, dave: {} }
        routers: [r]
        links: [ { name: core, between: [alice, r], rate: 10 Mbps, delay: 2 ms }, { between: [r, bob], rate: 10 Mbps, delay: 2 ms } ]
        lans: { office: { members: [r, carol, dave], rate: 100 Mbps } }
        groups: { video: { address: 239.1.1.1, members: [carol, dave] } }
        flows:
          - { name: call, from: alice, to: bob, port: PORT1, traffic: { kind: constant, interval: 2 ms, size: 200 B }, count: 400 }
          - { name: ask, from: bob, to: carol, port: PORT2, traffic: { kind: request-response, interval: 10 ms, size: 64 B, response: 400 B }, count: 80 }
          - { name: video-stream, from: alice, to: video, port: PORT3, traffic: { kind: constant, interval: 5 ms, size: 100 B }, count: 100 }
          - { name: copy, from: bob, to: dave, port: PORT4, traffic: { kind: bulk, bytes: 500 kB } }
          - { name: chat, transport: tcp, from: carol, to: bob, port: PORT5, traffic: { kind: request-response, interval: 10 ms, size: 64 B, response: 128 B }, count: 50 }
        apps:
          - { name: web, kind: http-server, host: bob, port: PORT6, files: { /: { size: 20 kB } } }
          - { name: browse, kind: http-client, host: alice, url: "http://bob:PORT6/", start: 100 ms }
          - { name: store, kind: ftp-server, host: dave, port: PORT7, files: { /a.txt: "A" } }
          - { name: fetch, kind: ftp-client, host: carol, server: dave, port: PORT7, commands: [ { get: /a.txt } ], start: 200 ms }
          - { name: names, kind: dns-server, host: carol, port: PORT8 }
          - { name: resolve, kind: dns-client, host: bob, server: carol, port: PORT8, ask: [ alice, dave ], start: 300 ms }
        programs:
          - { name: server, host: dave, steps: [ { socket: { type: stream, as: l } }, { bind: { socket: l, port: PORT9 } }, { listen: { socket: l } },
              { accept: { socket: l, as: c } }, { recv: { socket: c, size: 99, as: x } }, { sleep: 300 ms }, { sendall: { socket: c, data: "{x}" } } ] }
          - { name: client, host: alice, start: 50 ms, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: dave, port: PORT9 } },
              { sendall: { socket: s, data: hello } }, { recv: { socket: s, size: 99, as: x, timeout: 1 s } } ] }
        faults:
          - { at: 600 ms, link: core, do: down }
          - { at: 650 ms, link: core, do: up }
          - { at: 700 ms, host: dave, do: crash }
          - { at: 900 ms, host: dave, do: restart }
        """;

    [Fact]
    public async Task A_simulated_run_in_which_any_actor_fails_ends_and_says_so()
    {
        var tally = new Tally();
        for (int seed = 1; seed <= Runs; seed++)
        {
            var random = new Random(seed);
            SimulationSystem simulation = ActorRuntime.CreateSimulation("netcomm");
            var killer = new KillerFold(simulation.System, random);
            var options = new RunOptions { KeepTrace = false, DigestsInline = true, Folds = [killer] };
            Scenario scenario =
                ScenarioReader.Parse($"scenario: Kills\nseed: {seed}\n" + WithPorts(() => 10_000 + random.Next(20_000)), "kills.yaml");

            RunOutcome outcome = await Task.Run(() => SimulatedRun.Of(scenario, options, simulation)).WaitAsync(Patience);

            tally.Add(seed, killer.Victim, outcome);
        }

        output.WriteLine(tally.ToString());
        Assert.Empty(tally.Untold);
        Assert.True(tally.Failed > Runs / 2, tally.ToString());
    }

    [Fact]
    public async Task A_loopback_run_in_which_any_actor_fails_ends_and_says_so()
    {
        var tally = new Tally();
        for (int seed = 1; seed <= Runs; seed++)
        {
            var random = new Random(seed);
            string text = $"scenario: Kills\nmode: loopback\nseed: {seed}\n" + WithPorts(FreePort.Next);
            string? victim = null;
            Task? kill = null;
            void See(Runtime.Loopback.Sockets.SocketMade made) => kill ??= Task.Run(async () =>
            {
                await Task.Delay(random.Next(1500));
                IActorRef[] all = [.. Tree(RootOf(made.Socket))];
                IActorRef one = all[random.Next(all.Length)];
                victim = one.Path.ToString();
                one.Tell(Kill.Instance);
            });

            Scenario scenario = ScenarioReader.Parse(text, "kills.yaml");
            var options = new RunOptions { KeepTrace = false };
            RunOutcome outcome = await LoopbackRun.OfAsync(scenario, options, hasAddressRange: true, See).WaitAsync(Patience);

            await (kill ?? Task.CompletedTask);
            tally.Add(seed, victim, outcome);
        }

        output.WriteLine(tally.ToString());
        Assert.Empty(tally.Untold);
        Assert.True(tally.Failed > Runs / 2, tally.ToString());
    }

    private static string WithPorts(Func<int> next)
    {
        string text = Busy;
        for (int i = 1; i <= 9; i++)
            text = text.Replace($"PORT{i}", next().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    /// <summary>The actor above all others of a run.</summary>
    private static IActorRef RootOf(IActorRef socket)
    {
        var at = (IInternalActorRef)socket;
        while (at.Path.Elements is not [_, _]) at = at.Parent;
        return at;
    }

    private static IEnumerable<IActorRef> Tree(IActorRef root) =>
        root is ActorRefWithCell cell ? cell.Children.SelectMany(Tree).Prepend(root) : [root];

    /// <summary>Kills an actor of the run at some block of its events.</summary>
    private sealed class KillerFold(ActorSystem system, Random random) : ITraceFold
    {
        private int _blocks = random.Next(6);

        internal string? Victim { get; private set; }

        public void Fold(ReadOnlySpan<TraceEvent> slots)
        {
            if (_blocks-- != 0) return;
            IActorRef[] all = [.. Tree(((ExtendedActorSystem)system).Guardian).Skip(1)];
            if (all.Length == 0) return; // the last block: the run is over
            IActorRef one = all[random.Next(all.Length)];
            Victim = one.Path.ToString();
            one.Tell(Kill.Instance);
        }
    }

    /// <summary>How the runs have ended.</summary>
    private sealed class Tally
    {
        private int _untouched;

        internal int Failed { get; private set; }

        /// <summary>Runs that say nothing, or something else.</summary>
        internal List<string> Untold { get; } = [];

        internal void Add(int seed, string? victim, RunOutcome outcome)
        {
            string said = string.Join(" | ", outcome.Missing);
            if (victim is null || outcome.Complete) _untouched++;
            else if (outcome.Missing.Any(one => one.StartsWith(Told, StringComparison.Ordinal))) Failed++;
            else Untold.Add($"seed {seed}: {victim} was killed, and the run says '{said}'");
            if (outcome.Complete && outcome.Missing.Count > 0) Untold.Add($"seed {seed}: it is complete, but lacks '{said}'");
            if (victim is not null && outcome.Complete) Survivors.Add($"seed {seed}: {victim}");
        }

        /// <summary>Of a run that was over, or an actor that had ended.</summary>
        private List<string> Survivors { get; } = [];

        public override string ToString() =>
            $"{Failed} runs were told to have failed, {_untouched} came to their ends\n{string.Join('\n', Survivors)}";
    }
}
