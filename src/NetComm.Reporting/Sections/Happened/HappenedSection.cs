using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;

namespace NetComm.Reporting.Sections.Happened;

/// <summary>What happened, told in sentences from the figures.</summary>
internal sealed class HappenedSection(ReportedRun run, FlowReports flows, LinkReports links) : ReportSection
{
    private const int MostFlows = 8;
    private const int MostFaults = 8;
    private const double LeastUtilisation = 0.01;

    public override IReadOnlyList<ITraceFold> Folds => [.. flows.Folds, .. links.Folds];

    public override Section? Build(ReportContext context) => Of(
        context.Faults, flows.Rows, Outage.Of(run.Scenario, run.End), ProgramReport.AllOf(run.Measured), links.All);

    internal static Section? Of(
        IReadOnlyList<FaultReport> faults, IReadOnlyList<FlowReport> flows, IReadOnlyList<Outage> outages,
        IReadOnlyList<ProgramReport> programs, IReadOnlyList<LinkReport> links)
    {
        var sentences = new List<RichText>();
        if (faults.Count > 0) sentences.Add(FaultsOf(faults));
        foreach (FlowReport flow in flows.Take(MostFlows)) sentences.AddRange(new FlowStory(flow, outages).Sentences());
        if (flows.Count > MostFlows) sentences.Add($"And {flows.Count - MostFlows} more flows: see their figures below.");
        sentences.AddRange(ProgramsOf(programs));
        if (BusiestOf(links) is { } busiest) sentences.Add(busiest);
        return sentences.Count == 0 ? null : new Section("happened", "What happened", [new Block.Bullets(sentences)]);
    }

    private static RichText FaultsOf(IReadOnlyList<FaultReport> faults)
    {
        IEnumerable<string> first = faults.Take(MostFaults).Select(fault => $"at {Unit.Seconds.Format(fault.Seconds)}, {fault.Text}");
        string more = faults.Count > MostFaults ? $"; and {faults.Count - MostFaults} more" : "";
        return $"The network changed: {string.Join("; ", first)}{more}.";
    }

    private static IEnumerable<RichText> ProgramsOf(IReadOnlyList<ProgramReport> programs)
    {
        foreach (ProgramReport failed in programs.Where(program => program.Failure is not null).Take(MostFlows))
            yield return RichText.Strong(failed.Name) + " on " + RichText.Strong(failed.Host) + " failed: "
                + RichText.Code(failed.Failure!) + ".";
        List<string> done = programs.Where(program => program is { Completed: true, Failure: null })
            .Select(program => program.Name).ToList();
        if (done.Count is > 0 and <= MostFlows)
            yield return RichText.NamesOf(done) + " completed.";
        else if (done.Count > MostFlows) yield return $"{done.Count} programs and apps completed.";
    }

    /// <summary>Where the network had the least room; null where there was plenty everywhere.</summary>
    private static RichText? BusiestOf(IReadOnlyList<LinkReport> links)
    {
        if (links.Where(link => link.Utilisation >= LeastUtilisation).MaxBy(link => link.Utilisation) is not { } busiest) return null;
        string queue = busiest.QueueMax > 1 ? $"; its queue held at most {Figure.Count(busiest.QueueMax.Value)} packets"
            : "; no packet had to wait";
        return "The busiest link direction was " + RichText.Strong($"{busiest.From} → {busiest.To}")
            + $" on {busiest.Name}: transmitting {Unit.Share.Format(busiest.Utilisation!.Value)} of the time{queue}.";
    }
}
