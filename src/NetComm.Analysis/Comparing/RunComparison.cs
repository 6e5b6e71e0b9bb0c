namespace NetComm.Analysis;

/// <summary>Runs laid side by side, flow by flow: finished ones, or both modes of a scenario with several runs each.</summary>
public sealed record RunComparison
{
    /// <summary>The title of the scenario.</summary>
    public required string Title { get; init; }

    /// <summary>The name of its file.</summary>
    public required string File { get; init; }

    /// <summary>What is compared, two or more; of both modes the simulated runs, then those on real sockets.</summary>
    public required IReadOnlyList<ComparedSide> Sides { get; init; }

    /// <summary>What was measured of the machine beside the runs; null where finished runs are compared.</summary>
    public MachineFacts? Machine { get; init; }

    /// <summary>The names of all flows, in file order.</summary>
    public IReadOnlyList<string> Flows =>
        [.. Sides.SelectMany(side => side.Runs).SelectMany(run => run.Flows).Select(flow => flow.Name).Distinct()];

    /// <summary>Whether every run came to its end.</summary>
    public bool IsComplete => Sides.All(side => side.Runs.All(run => run.IsComplete));

    /// <summary>The metrics of a flow that some run has a number for, in the order of the catalogue.</summary>
    public IReadOnlyList<MetricDefinition> MetricsOf(string flow) =>
        [.. MetricCatalogue.Of(ExpectationSubject.Flow).Where(metric => Sides.Any(side => ValuesOf(side, flow, metric).Any()))];

    /// <summary>What the runs of a side say of a figure; null where none has it.</summary>
    public Estimate? At(int side, string flow, MetricDefinition metric) => Estimate.Of(ValuesOf(Sides[side], flow, metric));

    /// <summary>
    /// How far a figure of a side is above that of the first one, run by run: those of both modes had the same seeds, so that what chance
    /// does to both falls out.
    /// </summary>
    public Estimate? AboveFirst(int side, string flow, MetricDefinition metric) => Estimate.Of(
        from pair in Sides[side].Runs.Zip(Sides[0].Runs)
        let value = FigureOf(pair.First, flow, metric)
        let first = FigureOf(pair.Second, flow, metric)
        where value is not null && first is not null
        select value.Value - first.Value);

    /// <summary>Whether the latency of a flow is that of a request and its answer.</summary>
    public bool IsRoundTrip(string flow) => Sides.SelectMany(side => side.Runs).SelectMany(run => run.Flows)
        .Any(one => one.Name == flow && one.Figures.Any(figure => figure.Key.StartsWith("answeredBy.", StringComparison.Ordinal)));

    private static IEnumerable<double> ValuesOf(ComparedSide side, string flow, MetricDefinition metric) =>
        side.Runs.Select(run => FigureOf(run, flow, metric)).OfType<double>();

    private static double? FigureOf(RunFigures run, string flow, MetricDefinition metric) =>
        run.Flows.FirstOrDefault(one => one.Name == flow)?.Of(metric);
}

/// <summary>One of the things that are compared: a run, or several that differ by their seeds alone.</summary>
/// <param name="Name">What it is called in tables and charts.</param>
/// <param name="Runs">One or more.</param>
public sealed record ComparedSide(string Name, IReadOnlyList<RunFigures> Runs);

/// <summary>What was measured of the machine beside runs on real sockets.</summary>
/// <param name="Echo">How long a bare echo takes; null where none came back.</param>
/// <param name="WithoutEffect">Keys of the scenario that do nothing on real sockets, each as a sentence.</param>
/// <param name="Notes">What the runs on real sockets say of the system, each as a sentence.</param>
public sealed record MachineFacts(EchoTimes? Echo, IReadOnlyList<string> WithoutEffect, IReadOnlyList<string> Notes);

/// <summary>Round-trip times of bare echoes: two plain UDP sockets on the loopback interface, with nothing emulated between them.</summary>
/// <param name="Count">How many came back.</param>
/// <param name="Median">Half of them took no longer, nearest rank.</param>
/// <param name="P95">95 % of them took no longer.</param>
public sealed record EchoTimes(int Count, SimDuration Median, SimDuration P95)
{
    /// <summary>What one way costs: half of the median round trip.</summary>
    public SimDuration OneWay => new(Median.Picoseconds / 2);

    /// <summary>The times of some round trips; null where there is none.</summary>
    public static EchoTimes? Of(IEnumerable<SimDuration> roundTrips)
    {
        SimDuration[] sorted = [.. roundTrips.OrderBy(time => time.Picoseconds)];
        if (sorted.Length == 0) return null;
        SimDuration Rank(int percent) => sorted[(sorted.Length * percent + 99) / 100 - 1];
        return new EchoTimes(sorted.Length, Rank(50), Rank(95));
    }
}
