using System.Text;
using static NetComm.Analysis.FileText;

namespace NetComm.Analysis;

/// <summary>Writes <c>runs.csv</c> and <c>points.csv</c> of a sweep (reports/FILES.md); what was not measured is an empty field.</summary>
public static class SweepCsv
{
    /// <summary>A row a run: <c>point,replication,seed</c>, then the value of each key and of each figure.</summary>
    public static string Runs(SweepResults results)
    {
        Sweep sweep = results.Sweep;
        var text = new StringBuilder();
        Append(text, ["point", "replication", "seed", .. sweep.Keys, .. sweep.Figures.Select(figure => figure.Name)]);
        foreach (SweepRun run in results.Runs)
        {
            Append(text,
            [
                Written(run.Point + 1), Written(run.Replication), Written(sweep.ScenarioOf(run.Point, run.Replication).Seed),
                .. sweep.Points[run.Point].Values.Select(value => value.Text), .. run.Figures.Select(Written),
            ]);
        }

        return text.ToString();
    }

    /// <summary>
    /// A row for each point and figure: <c>point</c>, the value of each key, then <c>metric,n,mean,stddev,low,high</c>, of which the last
    /// two are the ends of the 95 % interval; <c>theory</c> behind them where the scenario names one that speaks of a figure.
    /// </summary>
    public static string Points(SweepResults results)
    {
        Sweep sweep = results.Sweep;
        var text = new StringBuilder();
        bool hasTheory = results.HasTheory;
        Append(text, ["point", .. sweep.Keys, "metric", "n", "mean", "stddev", "low", "high", .. hasTheory ? (string[])["theory"] : []]);
        for (int point = 0; point < sweep.Points.Count; point++)
        {
            for (int figure = 0; figure < sweep.Figures.Count; figure++)
            {
                Estimate? found = results.At(point, figure);
                Append(text,
                [
                    Written(point + 1), .. sweep.Points[point].Values.Select(value => value.Text), sweep.Figures[figure].Name,
                    Written(found?.Count ?? 0), Written(found?.Mean), Written(found?.StandardDeviation), Written(found?.Low),
                    Written(found?.High), .. hasTheory ? (string[])[Written(results.TheoryAt(point, figure))] : [],
                ]);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Quoted)).Append('\n');
}
