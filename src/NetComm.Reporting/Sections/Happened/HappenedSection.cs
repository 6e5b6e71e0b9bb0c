using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;

namespace NetComm.Reporting.Sections.Happened;

/// <summary>What happened, told in sentences from the figures.</summary>
internal static class HappenedSection
{
    private const int MostFlows = 8;
    private const int MostFaults = 8;
    private const double LeastUtilisation = 0.01;

    /// <summary>The section; null where nothing did.</summary>
    public static Section? Of(ReportModel report)
    {
        var sentences = new List<RichText>();
        if (report.Faults.Count > 0) sentences.Add(FaultsOf(report));
        foreach (FlowReport flow in report.Flows.Take(MostFlows)) sentences.AddRange(new FlowStory(flow, report.Outages).Tell());
        if (report.Flows.Count > MostFlows) sentences.Add($"And {report.Flows.Count - MostFlows} more flows: see their figures below.");
        sentences.AddRange(ProgramsOf(report.Programs));
        if (BusiestOf(report.Links) is { } busiest) sentences.Add(busiest);
        return sentences.Count == 0 ? null : new Section("happened", "What happened", [new Block.Bullets(sentences)]);
    }

    private static RichText FaultsOf(ReportModel report)
    {
        IEnumerable<string> told = report.Faults.Take(MostFaults).Select(fault => $"at {Unit.Seconds.Format(fault.Seconds)}, {fault.Text}");
        string more = report.Faults.Count > MostFaults ? $"; and {report.Faults.Count - MostFaults} more" : "";
        return $"The network changed: {string.Join("; ", told)}{more}.";
    }

    private static IEnumerable<RichText> ProgramsOf(IReadOnlyList<ProgramReport> programs)
    {
        foreach (ProgramReport failed in programs.Where(program => program.Failure is not null).Take(MostFlows))
            yield return RichText.Strong(failed.Name) + " on " + RichText.Strong(failed.Host) + " failed: "
                + RichText.Code(failed.Failure!) + ".";
        List<string> done = programs.Where(program => program is { Completed: true, Failure: null })
            .Select(program => program.Name).ToList();
        if (done.Count is > 0 and <= MostFlows)
            yield return Names.Of(done) + $" did all that {(done.Count == 1 ? "it was" : "they were")} to do.";
        else if (done.Count > MostFlows) yield return $"{done.Count} programs and apps did all that they were to do.";
    }

    /// <summary>Where the network had the least room; null where there was plenty everywhere.</summary>
    private static RichText? BusiestOf(IReadOnlyList<LinkReport> links)
    {
        if (links.Where(link => link.Utilisation >= LeastUtilisation).MaxBy(link => link.Utilisation) is not { } busiest) return null;
        string queue = busiest.QueueMax > 1 ? $"; its queue held {Figure.Count(busiest.QueueMax.Value)} packets at most"
            : "; nothing waited there";
        return "The busiest direction was " + RichText.Strong($"{busiest.From} → {busiest.To}")
            + $" on {busiest.Name}: in transmission {Unit.Share.Format(busiest.Utilisation!.Value)} of the time{queue}.";
    }
}
