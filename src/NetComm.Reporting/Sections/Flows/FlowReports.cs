using NetComm.Analysis;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>What the report says of each flow of a run: its figures, its charts' data and why its packets were lost.</summary>
internal sealed class FlowReports
{
    private readonly FlowFold _fold;
    private readonly Lazy<IReadOnlyList<FlowReport>> _all;
    private readonly Lazy<IReadOnlyList<FlowReport>> _pools;

    public FlowReports(ReportedRun run, TcpFold connections)
    {
        _fold = new FlowFold(run.Header, run.End);
        Folds = [_fold, connections];
        _all = new(() => ReportsOf(run, connections));
        _pools = new(() => PoolsOf(run));
    }

    /// <summary>What has to read the trace before <see cref="All"/>.</summary>
    public IReadOnlyList<ITraceFold> Folds { get; }

    /// <summary>In file order.</summary>
    public IReadOnlyList<FlowReport> All => _all.Value;

    /// <summary>One for all that stand together under one name.</summary>
    public IReadOnlyList<FlowReport> Pools => _pools.Value;

    /// <summary>In file order, with one for all that stand together under one name.</summary>
    public IReadOnlyList<FlowReport> Rows => RowsOf(All, Pools);

    /// <summary>Flows in file order, with one for all that stand together under one name.</summary>
    public static IReadOnlyList<FlowReport> RowsOf(IReadOnlyList<FlowReport> all, IReadOnlyList<FlowReport> pools) =>
    [
        .. PooledRows.Of(all, [.. pools.Select(pool => new Pooled<FlowReport>(pool, pool.Members))], flow => flow.Name)
            .Select(row => row.Figures),
    ];

    private IReadOnlyList<FlowReport> PoolsOf(ReportedRun run) =>
    [
        .. run.Measured.Pools.Flows.Select(pool =>
        {
            FlowReport[] members = [.. All.Where(flow => pool.Members.Contains(flow.Name))];
            return members[0] with
            {
                Total = pool.Figures,
                Members = pool.Members,
                Samples = _fold.Pools[pool.Figures.Name],
                Connection = null,
                Bursts = null,
                Theories = [],
                Losses = [.. members.SelectMany(flow => flow.Losses)],
                LossesByReason = SumOf([.. members.Select(flow => flow.LossesByReason)]),
            };
        }),
    ];

    private IReadOnlyList<FlowReport> ReportsOf(ReportedRun run, TcpFold connections)
    {
        _fold.Finish();
        IReadOnlyList<Grade> grades = run.AllGrades;
        return
        [
            .. run.Measured.Flows.Select((flow, i) => new FlowReport
            {
                Total = flow,
                IsRoundTrip = run.Header.Flows[i].Answered,
                IsStream = run.Header.Flows[i].Stream,
                Bursts = BandsOf(flow.LongestBursts),
                Samples = _fold.Samples[i],
                Connection = connections.OfFlow(i),
                Theories = TheoryReports.OfFlow(i, grades),
                Losses = LossesOf(run.Header, i, _fold.Causes[i]),
                LossesByReason = _fold.Causes[i].ByReason,
            }),
        ];
    }

    private static IReadOnlyList<(DropReason Reason, IReadOnlyList<long> InBins)> SumOf(
        IReadOnlyList<IReadOnlyList<(DropReason Reason, IReadOnlyList<long> InBins)>> flows) =>
    [
        .. flows.SelectMany(reasons => reasons).GroupBy(reason => reason.Reason, reason => reason.InBins).OrderBy(same => same.Key)
            .Select(same => (
                same.Key,
                (IReadOnlyList<long>)[.. Enumerable.Range(0, same.First().Count).Select(bin => same.Sum(of => of[bin]))])),
    ];

    private static Bands? BandsOf(IReadOnlyList<LossBurst> bursts) => bursts.Count == 0 ? null : new Bands(
        bursts.Count < LossRuns.MostKept ? "two or more lost in a row" : $"the {LossRuns.MostKept} longest bursts of losses",
        [.. bursts.Select(burst => new Band(burst.First.TotalSeconds, burst.Last.TotalSeconds, $"{burst.Packets} lost in a row"))]);

    private static IReadOnlyList<LossReport> LossesOf(TraceHeader header, int flow, LossCauses causes)
    {
        IReadOnlyList<int> receivers = header.Flows[flow].Receivers;
        return
        [
            .. from loss in causes.All
               let way = loss.Cause.Location.Direction is { } direction ? header.Directions[direction.Index] : null
               select new LossReport(
                   loss.Cause.Receiver < receivers.Count
                       ? header.Nodes[receivers[loss.Cause.Receiver]].Name : null, loss.Packets, loss.First, loss.Last, loss.Cause.Reason,
                   way?.Name ?? header.NameOf(loss.Cause.Location)) { From = way?.From, To = way?.To },
        ];
    }
}
