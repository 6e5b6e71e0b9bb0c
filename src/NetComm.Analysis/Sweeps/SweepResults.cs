using System.Globalization;

namespace NetComm.Analysis;

/// <summary>What one run of a sweep gave.</summary>
/// <param name="Point">Its point's place in <see cref="Sweep.Points"/>.</param>
/// <param name="Replication">Counted from 1.</param>
/// <param name="Figures">Each of <see cref="Sweep.Figures"/>, in the unit of its <see cref="SweepFigure.Unit"/>; null for no data.</param>
/// <param name="Grades">Whether each expectation held; null where it was not graded.</param>
/// <param name="IsComplete">Whether the run came to its own end.</param>
public sealed record SweepRun(
    int Point, int Replication, IReadOnlyList<double?> Figures, IReadOnlyList<bool?> Grades, bool IsComplete)
{
    /// <summary>Takes from a run's figures what the sweep measures.</summary>
    public static SweepRun Of(Sweep sweep, int point, int replication, Measurements measured, bool isComplete)
    {
        Scenario scenario = sweep.Points[point].Scenario;
        double?[] figures =
            [.. sweep.Figures.Select(figure => Grader.FigureOf(figure.Subject, measured) / figure.Definition.KeyUnit is { } value
                ? Rounding.Round(value) : (double?)null)];
        IReadOnlyList<Grade> grades = Grader.Grade(scenario.Expectations, measured, scenario.Mode);
        return new(point, replication, figures, [.. grades.Select(grade => grade.Passed)], isComplete);
    }
}

/// <summary>All runs of a sweep, and what they say of its points.</summary>
public sealed class SweepResults
{
    private readonly SweepRun[][] _byPoint;

    /// <summary>The results of these runs, in any order.</summary>
    public SweepResults(Sweep sweep, IEnumerable<SweepRun> runs)
    {
        Sweep = sweep;
        ILookup<int, SweepRun> byPoint = runs.ToLookup(run => run.Point);
        _byPoint = [.. sweep.Points.Select((_, point) => byPoint[point].OrderBy(run => run.Replication).ToArray())];
    }

    /// <summary>What was varied and measured.</summary>
    public Sweep Sweep { get; }

    /// <summary>The runs: point by point, each in the order of its replications.</summary>
    public IEnumerable<SweepRun> Runs => _byPoint.SelectMany(runs => runs);

    /// <summary>How many runs did not come to their own end.</summary>
    public int Incomplete => Runs.Count(run => !run.IsComplete);

    /// <summary>How many runs failed no expectation.</summary>
    public int Passed => Runs.Count(run => run.Grades.All(grade => grade != false));

    /// <summary>
    /// What to say where points are not known as well as <see cref="Sweep.Until"/> asks, though they have as many runs as a point may have;
    /// else null.
    /// </summary>
    public string? Unsure
    {
        get
        {
            if (Sweep.Until is not { } until) return null;
            int unsure = Enumerable.Range(0, Sweep.Points.Count).Count(point =>
                RunsOf(point).Count >= Sweep.MaxReplications && At(point, until.Figure)?.IsWithin(until.Within) != true);
            return unsure == 0 ? null : string.Create(CultureInfo.InvariantCulture,
                $"at {unsure} of {Sweep.Points.Count} points {Sweep.Figures[until.Figure].Name} is not known within " +
                $"{100 * until.Within:0.###} % after {Sweep.MaxReplications} runs (max-replications)");
        }
    }

    /// <summary>The runs of a point.</summary>
    public IReadOnlyList<SweepRun> RunsOf(int point) => _byPoint[point];

    /// <summary>The values of a figure at a point, in the order of the replications; those without data are left out.</summary>
    public IReadOnlyList<double> ValuesOf(int point, int figure) =>
        [.. _byPoint[point].Select(run => run.Figures[figure]).OfType<double>()];

    /// <summary>What is known of a figure at a point; null where nothing was measured.</summary>
    public Estimate? At(int point, int figure) => Estimate.Of(ValuesOf(point, figure));

    /// <summary>What a theory that the scenario names says of a figure at a point; null where none speaks of it.</summary>
    public double? TheoryAt(int point, int figure) => PredictedFigure.Of(Sweep.Points[point].Scenario, Sweep.Figures[figure]);

    /// <summary>Whether a theory speaks of any figure at any point.</summary>
    internal bool HasTheory => Enumerable.Range(0, Sweep.Points.Count)
        .Any(point => Enumerable.Range(0, Sweep.Figures.Count).Any(figure => TheoryAt(point, figure) is not null));

    /// <summary>
    /// How far a figure at a point is above that at the first one, of replications that both have: these had the same seed, so that what
    /// chance does to both falls out.
    /// </summary>
    public Estimate? AboveFirst(int point, int figure) => Estimate.Of(
        from run in _byPoint[point]
        join first in _byPoint[0] on run.Replication equals first.Replication
        where run.Figures[figure] is not null && first.Figures[figure] is not null
        select run.Figures[figure]!.Value - first.Figures[figure]!.Value);
}
