using NetComm.Analysis;
using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Expectations;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Happened;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;
using NetComm.Reporting.Sections.Run;
using NetComm.Reporting.Sections.Sequence;
using NetComm.Reporting.Sections.Topology;
using NetComm.Reporting.Tests.Diagrams.Sequence;
using NetComm.Reporting.Tests.Diagrams.Topology;

namespace NetComm.Reporting.Tests;

/// <summary>
/// A report as a run would make it, from made-up figures: three flows, a program that fails, faults, and a failed expectation.
/// </summary>
internal sealed record SampleReport
{
    private const string Source = """
        scenario: Four casts on a campus
        description: |
          One announcement, **four ways** to address it.
        seed: 42
        hosts:
          alice: {}
          bob:   { address: 10.0.1.7 }
        links:
          - { name: core, between: [r1, r2], rate: 10 Mbps, delay: 20 ms, jitter: 2 ms, loss: 0.5 %, queue: { kind: droptail, limit: 100 packets } }
        # Watch the loss rate when the core goes down.

        """;

    private const string Lesson = """
        One announcement, **four ways** to address it. See [RFC 919](https://www.rfc-editor.org/rfc/rfc919).

        # What to watch

        1. The latency of `call` jumps when the core comes back.
        2. <script>alert("raw HTML is text")</script>

        > Loss is not delay.

        ```
        alice --> r1 ===core=== r2 --> bob
        ```
        """;

    public static SampleReport Model { get; } = new()
    {
        Context = new()
        {
            Title = "Four casts on a <campus> & beyond",
            Lesson = Lesson,
            FileName = "campus.yaml",
            Source = Source,
            Mode = RunMode.Simulated,
            Seed = 42,
            Seconds = 12,
            Events = 1_234_567,
            TraceHash = "sha256:8c7dd922ad47494fc02c388e12c00eac278d1ad4bb5ba0a6a0a6bd93f1f1f1f1",
            Version = "0.1.0",
            Faults =
            [
                new(8, "core down") { IsOfOutage = true }, new(9, "core up") { IsOfOutage = true },
                new(11, "core: loss 20 %, delay 80 ms"),
            ],
            Outages = [new("core", 8, 9, IsEnded: true)],
            Notes = ["links.core.corrupt has no effect in loopback mode."],
        },
        Expectations =
        [
            new("call.loss < 2 %", true, "0.75 %", null),
            new("call.latency.p95 <= 25 ms", false, "31.97 ms", "Look at the queue of core.") { ShownAt = new("#flow-latency", "latency") },
            new("backup.completed", null, "", null),
        ],
        Flows = [Call, Stream, Backup],
        Plan = SamplePlans.All["four-casts"],
        Sequence = SampleSequences.All["lan"],
        Links =
        [
            new("core", "r1", "r2", 1400, 1_234_567, 0.082, 0.13, 7, [new("loss", 12), new("down", 3)]),
            new("core", "r2", "r1", 40, 5120, 0.0004, 0, 1, []),
            new("office", "alice", "office", 1400, 1_259_767, null, null, null, []),
        ],
        Hosts =
        [
            new("alice", "host", ["10.0.1.1"], []),
            new("bob", "host", ["10.0.1.7"], [new("noSocket", 2)]),
            new("r1", "router", ["10.0.1.3", "10.0.0.1"], [new("ttl", 1)]),
        ],
        Connections =
            [Transfer,
                new("client", "alice:49153", "bob:65432", new StreamSamples(), new StreamSamples(),
                    [new(0.02, false, "SYN-SENT"), new(0.06, false, "CLOSED")])],
        MoreConnections = 2,
        Programs = [new("server", "bob", true, null), new("client", "alice", false, "ECONNREFUSED"), new("waiter", "bob", false, null)],
        PrintedCount = 2,
        Printed = [new(0.041, "server", "Connection from 10.0.1.1:49152"), new(0.0623, "server", "Received: <b>Hello, Server!</b>")],
        Timeline =
        [
            new("core",
                [new(8, 9, SpanKind.Down, "down"), new(9.5, 11, SpanKind.Changed, "loss 20 %"),
                    new(11.5, 12, SpanKind.Changed, "loss 20 %, delay 80 ms")]),
            new("sensor-3 in video", [new(0, 6, SpanKind.Member, "member")]),
            new("flow call", [new(0, 8, SpanKind.Active, "active")]),
        ],
    };

    public required ReportContext Context { get; init; }

    public IReadOnlyList<ExpectationReport> Expectations { get; init; } = [];

    public IReadOnlyList<FlowReport> Flows { get; init; } = [];

    public NetworkPlan? Plan { get; init; }

    public MessageSequence? Sequence { get; init; }

    public IReadOnlyList<LinkReport> Links { get; init; } = [];

    public IReadOnlyList<HostReport> Hosts { get; init; } = [];

    public IReadOnlyList<ConnectionReport> Connections { get; init; } = [];

    public int MoreConnections { get; init; }

    public IReadOnlyList<ProgramReport> Programs { get; init; } = [];

    public IReadOnlyList<PrintedLine> Printed { get; init; } = [];

    public long PrintedCount { get; init; }

    public IReadOnlyList<TimelineRow.Spans> Timeline { get; init; } = [];

    /// <summary>The same with other facts of the run as a whole.</summary>
    public SampleReport With(Func<ReportContext, ReportContext> change) => this with { Context = change(Context) };

    /// <summary>Its sections, as a run would order them.</summary>
    public ReportDocument Document()
    {
        TopologyDrawing? drawing = Plan is null ? null : new TopologyDrawing(Plan);
        Section?[] sections =
        [
            ExpectationsSection.Of(Expectations, [], Context.Rubric),
            new NotesSection().Build(Context),
            Plan is null ? null : TopologySection.Of(Plan, drawing!),
            FlowOverviewSection.Of(Flows, []),
            ProgramsSection.Of(Programs, Printed, PrintedCount),
            Happened(),
            Sequence is null ? null : SequenceSection.Of(Sequence, Plan, drawing),
            FaultsSection.Of(Timeline, Context.Outages, Context.AxisEnd),
            FlowsSection.Of(Flows, [], Context.Marks),
            ConnectionsSection.Of(Connections, MoreConnections, Context),
            BytesSection.Of(Links, Plan?.Paths ?? []),
            UtilisationSection.Of(Links, Context.AxisEnd, Context.Marks),
            QueuesSection.Of(Links, Context.AxisEnd, Context.Marks),
            new LessonSection().Build(Context),
            new ScenarioSection().Build(Context),
            NetworkSection.Of(Context.Faults, Links, Hosts),
            new ReproductionSection().Build(Context),
        ];
        return new ReportDocument
        {
            Title = Context.Title,
            Kind = $"Network run · {Context.ModeName} · seed {Context.Seed}",
            Verdicts = VerdictText.Of(Expectations, Context.IsComplete),
            Sections = [.. sections.OfType<Section>()],
        };
    }

    /// <summary>What happened, in sentences.</summary>
    public Section? Happened() => HappenedSection.Of(Context.Faults, Flows, [], Programs, Links);

    private static FlowReport Call => new()
    {
        Total = Figures("call", Cast.Unicast, "bob", 400, 400, 397, 3) with
        {
            Completed = true,
            CompletionTime = SimDuration.FromPicoseconds(8.02e12),
        },
        Bursts = new("two or more lost in a row", [new(8.1, 8.9, "3 lost in a row"), new(11.2, 11.3, "2 lost in a row")]),
        Samples = Samples("call", ["bob"], 400, 0.020),
    };

    private static FlowReport Stream => new()
    {
        Total = Figures("stream", Cast.Multicast, "video", 1000, 2000, 1989, 10) with
        {
            Latency = Latency with { FromHistogram = true },
            Receivers = [Receiver("bob", 1000, 995, 5), Receiver("sensor-3", 1000, 994, 5)],
        },
        Samples = Samples("stream", ["bob", "sensor-3"], 1000, 0.0004),
    };

    private static FlowReport Backup
    {
        get
        {
            var samples = new FlowSamples(["dns-us"], 12);
            for (int i = 0; i < 80; i++)
            {
                samples.AddBytes(0.05 + (i * 0.1), 1000 + (i * 1460));
                samples.AddIpBytes(0, 0.05 + (i * 0.1), 1080 + (i * 1520));
            }
            return new()
            {
                IsStream = true,
                Total = new()
                {
                    Name = "backup",
                    Cast = Cast.Anycast,
                    Transport = Transport.Tcp,
                    From = "alice",
                    To = "dns-us",
                    Throughput = 4.81e6,
                    Goodput = 4.62e6,
                    Completed = true,
                    CompletionTime = SimDuration.FromPicoseconds(8.1e12),
                    Retransmissions = 14,
                    AnsweredBy = [new("dns-us", 30), new("dns-eu", 10)],
                    Receivers = [],
                },
                Connection = Transfer,
                Samples = samples,
            };
        }
    }

    /// <summary>Segments of 1000 B, ten in each tenth of a second, the fortieth lost; acknowledged a round trip later.</summary>
    private static ConnectionReport Transfer
    {
        get
        {
            var there = new StreamSamples();
            for (int flight = 0; flight < 200; flight += 10)
            {
                double at = 0.05 + (flight / 10 * 0.1);
                for (int i = flight; i < flight + 10; i++)
                {
                    AddSegment(at, i, again: false);
                    there.AddCongestion(at, i < 60 ? 10_000 + (i * 1000) : 20_000 + (i * 100), i < 60
                        ? 0 : 20_000, 0.08 + (i * 0.0001), 1000 + (i % 10 * 1000));
                }
                if (flight == 40) AddSegment(at + 0.05, 39, again: true);
                for (int i = flight; i < flight + 10; i++)
                    there.AddAcknowledgment(at + 0.08, 1 + (Math.Min(i, i is > 39 and < 60 ? 39 : i + 1) * 1000), 8000);
            }
            return new("backup", "alice:49152", "dns-us:9000", there, new StreamSamples(),
                [new(0, false, "SYN-SENT"), new(0.01, true, "SYN-RECEIVED"), new(0.02, false, "ESTABLISHED")])
            { IsOfFlow = true };

            void AddSegment(double at, int i, bool again) =>
                there.AddSegment(at, new StreamSegment(1 + (i * 1000), 1000, 1 + ((i + 1) * 1000), again));
        }
    }

    private static LatencyMeasurement Latency => new()
    {
        Samples = 1000,
        Min = SimDuration.FromPicoseconds(0.02001e12),
        Mean = new(0.02423e12),
        P50 = SimDuration.FromPicoseconds(0.0231e12),
        P90 = SimDuration.FromPicoseconds(0.0282e12),
        P95 = SimDuration.FromPicoseconds(0.03197e12),
        P99 = SimDuration.FromPicoseconds(0.0389e12),
        Max = SimDuration.FromPicoseconds(0.0523e12),
        StandardDeviation = new(0.0041e12),
    };

    private static FlowMeasurement Figures(string name, Cast cast, string to, long sent, long due, long received, long lost) =>
        (FlowMeasurement)Delivered(
            new FlowMeasurement
            {
                Name = name,
                Cast = cast,
                Transport = Transport.Udp,
                From = "alice",
                To = to,
                Sent = sent,
                Completed = false,
                Receivers = [],
            },
            due, received, lost);

    private static ReceiverMeasurement Receiver(string name, long due, long received, long lost) =>
        (ReceiverMeasurement)Delivered(new ReceiverMeasurement { Host = name }, due, received, lost);

    private static DeliveryMeasurement Delivered(DeliveryMeasurement who, long due, long received, long lost) => who with
    {
        Due = due,
        Received = received,
        Lost = lost,
        InFlight = due - received - lost,
        Loss = lost / (double)due,
        Duplicates = 0,
        Reordered = 2,
        Latency = Latency,
        Jitter = new(0.00213e12),
        JitterMean = new(0.00198e12),
        JitterMax = new(0.00871e12),
        Variation = new(new(0.00188e12), SimDuration.FromPicoseconds(-0.0291e12), SimDuration.FromPicoseconds(0.0302e12)),
        Bursts = new(Math.Max(1, lost / 5 * 2), lost / (double)Math.Max(1, lost / 5 * 2), 3),
        Throughput = 78_960,
        Goodput = 63_520,
    };

    private static void Receive(FlowSamples samples, int receiver, double sentAt, double latency)
    {
        samples.AddReceived(receiver, sentAt, latency);
        samples.AddTransit(receiver, sentAt + latency, (long)(latency * 1e12));
        samples.AddIpBytes(receiver, sentAt + latency, 188);
    }

    private static FlowSamples Samples(string name, string[] receivers, int count, double least)
    {
        var random = RandomStream.For(42, name);
        var samples = new FlowSamples(receivers, 12);
        for (int i = 0; i < count; i++)
            for (int receiver = 0; receiver < receivers.Length; receiver++)
            {
                double at = i * 11.9 / count;
                samples.AddSent(at, 1);
                if (random.NextDouble() < (at is >= 8 and < 9 ? 0.5 : at > 11 ? 0.2 : 0.01)) samples.AddLost(at);
                else Receive(
                    samples, receiver, at, (least * (1 + receiver)) + (least * 0.2 * random.NextExponential()) + (at > 11 ? 0.06 : 0));
            }
        return samples;
    }
}
