using System.Globalization;
using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Sweeps;

/// <summary>Checks and resolves the key <c>sweep</c> of a file: a single run checks it too, and ignores what it says.</summary>
internal static class SweepResolver
{
    private const int LeastWithUntil = 5;
    private const int DefaultMost = 100;

    /// <summary>The most runs, so that a slip in a range does not fill the disk.</summary>
    private const long MostRuns = 10_000_000;

    /// <summary>What the file says; null where it has no sweep. Its points are made by <see cref="WithPoints"/>.</summary>
    public static SweepPlan? Plan(ResolveContext draft, IReadOnlyDictionary<string, Flow> flows, IReadOnlyList<Expectation> expectations)
    {
        if (!draft.Root.Has("sweep")) return null;
        YamlFields sweep = draft.Root.Within("sweep");
        var figures = SweepFigures.Of(draft, flows, expectations).ToList();
        YamlFields until = sweep.Within("until");
        SweepFigure? precise = until.Scalar("metric") is { } metric
            ? SweepFigures.Read(draft, flows, metric, "sweep: 'until'") : null;
        if (precise is not null && figures.All(figure => figure.Name != precise.Name)) figures.Add(precise);
        int replications = sweep.Whole("replications", 1, int.MaxValue) ?? (precise is null ? 1 : LeastWithUntil);
        int most = precise is null ? replications : sweep.Whole("max-replications", 1, int.MaxValue) ?? Math.Max(DefaultMost, replications);
        if (most < replications)
        {
            draft.Problem(sweep["max-replications"]!.Span,
                $"sweep: 'max-replications' must be at least 'replications', which is {replications}, but was '{most}'");
        }

        long seed = draft.Root.Whole("seed") ?? 1;
        if (seed > long.MaxValue - most + 1) draft.Problem(draft.Root["seed"]!.Span, "seed: too large for the sweep's replications");
        return new(SweepAxis.AllOf(draft), figures, replications, most,
            precise is null ? null : new SweepPrecision(figures.FindIndex(figure => figure.Name == precise.Name),
                (double)(until.Amount("within", QuantityRange.Share)?.Value ?? 0)));
    }

    /// <summary>The sweep with all of its points, each checked as a file of its own with these values would be.</summary>
    public static Sweep WithPoints(
        SweepPlan plan, Scenario scenario, YamlMapping root, SourceText source, ProblemList problems, ScenarioFiles files)
    {
        IReadOnlyList<IReadOnlyList<(IReadOnlyList<PathSegment> Path, YamlNode Value)>> combinations = Combinations(plan, root, problems);
        var bare = new YamlMapping(root.Span, [.. root.Entries.Where(entry => entry.Name != "sweep")], root.IsFlow);
        var points = new List<SweepPoint>();
        foreach (IReadOnlyList<(IReadOnlyList<PathSegment> Path, YamlNode Value)> combination in combinations)
        {
            YamlMapping changed = bare;
            foreach ((IReadOnlyList<PathSegment> path, YamlNode value) in combination)
                if (PathFinder.Find(changed, path, problems, "sweep") is { } location) changed = (YamlMapping)location.With(value);
            new ShapeChecker(problems).Check(changed, ScenarioGrammar.Root, "", "");
            Scenario resolved = combination.Count == 0 ? scenario : ScenarioResolver.Resolve(changed, source, problems, files);
            points.Add(new([.. combination.Select(one => SweepRange.ValueOf(one.Value))], resolved)
            {
                WithSeed = IsDrawn(changed)
                    ? seed => ScenarioResolver.Resolve(WithSeed(changed, seed), source, new ProblemList(), files) : null,
            });
        }

        return new()
        {
            Scenario = scenario,
            Keys = [.. plan.Axes.SelectMany(axis => axis.Paths).Select(path => string.Join('.', path.Select(segment => segment.Name)))],
            Points = points,
            Figures = plan.Figures,
            Replications = plan.Replications,
            MaxReplications = plan.MaxReplications,
            Until = plan.Until,
        };
    }

    /// <summary>Whether the seed decides about the network, so that another seed needs another reading.</summary>
    private static bool IsDrawn(YamlMapping root) => new YamlFields(root).Within("topology").Text("kind") == "random";

    private static YamlMapping WithSeed(YamlMapping root, long seed)
    {
        var value = new YamlScalar(root.Span, seed.ToString(CultureInfo.InvariantCulture), isPlain: true);
        return root.With(new YamlScalar(root.Span, "seed", isPlain: true), value);
    }

    // The values of all keys at each point: the last axis changes fastest.
    private static IReadOnlyList<IReadOnlyList<(IReadOnlyList<PathSegment> Path, YamlNode Value)>> Combinations(
        SweepPlan plan, YamlMapping root, ProblemList problems)
    {
        double runs = plan.Axes.Aggregate((double)plan.MaxReplications, (product, axis) => product * axis.Rows.Count);
        if (runs > MostRuns)
        {
            problems.Add((root["sweep"] ?? root).Span, $"sweep: {runs:0.##E+0} runs are more than the {MostRuns} that a sweep may have");
            return [];
        }

        IEnumerable<IReadOnlyList<(IReadOnlyList<PathSegment>, YamlNode)>> combinations = [[]];
        foreach (SweepAxis axis in plan.Axes)
        {
            combinations = combinations.SelectMany(
                _ => axis.Rows,
                (before, row) => (IReadOnlyList<(IReadOnlyList<PathSegment>, YamlNode)>)[.. before, .. axis.Paths.Zip(row)]);
        }

        return [.. combinations];
    }
}

/// <summary>What a file says of its sweep, before its points are made.</summary>
internal sealed record SweepPlan(
    IReadOnlyList<SweepAxis> Axes, IReadOnlyList<SweepFigure> Figures, int Replications, int MaxReplications, SweepPrecision? Until);
