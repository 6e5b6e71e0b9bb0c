namespace NetComm.Analysis;

/// <summary>All figures of a run.</summary>
public sealed record Measurements
{
    /// <summary>How long the run lasted, in its own time.</summary>
    public required SimDuration Duration { get; init; }

    /// <summary>How many events its trace has.</summary>
    public required long Events { get; init; }

    /// <summary>The trace's hash.</summary>
    public required string TraceHash { get; init; }

    /// <summary>Flows, in file order.</summary>
    public required IReadOnlyList<FlowMeasurement> Flows { get; init; }

    /// <summary>Directions of links, then of LAN ports, in file order.</summary>
    public required IReadOnlyList<LinkMeasurement> Links { get; init; }

    /// <summary>Hosts, then routers, in file order.</summary>
    public required IReadOnlyList<HostMeasurement> Hosts { get; init; }

    /// <summary>Programs, in file order.</summary>
    public required IReadOnlyList<ProgramMeasurement> Programs { get; init; }

    /// <summary>Apps, in file order.</summary>
    public IReadOnlyList<ProgramMeasurement> Apps { get; init; } = [];

    /// <summary>What stands together under one name: flows, programs and apps of one entry for several hosts.</summary>
    public PooledMeasurements Pools { get; init; } = PooledMeasurements.None;

    /// <summary>The figures of parts of flows and links that expectations ask for.</summary>
    internal IReadOnlyDictionary<(string Name, Window Window), FlowMeasurement> FlowWindows { get; init; } =
        new Dictionary<(string, Window), FlowMeasurement>();

    internal IReadOnlyDictionary<(string Name, Window Window), IReadOnlyList<LinkMeasurement>> LinkWindows { get; init; } =
        new Dictionary<(string, Window), IReadOnlyList<LinkMeasurement>>();

    internal IReadOnlyList<OracleMeasurement> Oracles { get; init; } = [];

    /// <summary>Measures a kept trace.</summary>
    /// <param name="expectations">What is to be graded: its windows are measured too.</param>
    public static Measurements From(Trace trace, IReadOnlyList<Expectation>? expectations = null)
    {
        var fold = new MeasuringFold(trace.Header, expectations ?? []);
        trace.FoldInto(fold);
        return fold.Result(trace);
    }
}
