using NetComm.Analysis;

namespace NetComm.Reporting.Sections.Replays;

/// <summary>Of a run that played what another one had sent: which that was, and how both came out.</summary>
internal sealed class ReplaySection(ReportedRun run) : ReportSection
{
    private sealed record Line(string Flow, string Run, FlowMeasurement Figures);

    public override Section? Build(ReportContext context)
    {
        if (run.Recorded is not { } recorded) return null;
        string mode = recorded.Header.Mode == RunMode.Loopback ? "loopback" : "simulated";
        return new Section("replay", "What was played",
        [
            new Block.Paragraph(
                "This run plays in simulation what the " + mode + " run of " + RichText.Code(recorded.Header.File) + " with seed "
                + Figure.Of(recorded.Header.Seed) + " and trace hash " + RichText.Code(recorded.Measured.TraceHash)
                + " sent: flows their packets at their recorded times, programs their calls no earlier than then."),
            .. run.Measured.Flows.Count == 0 ? (Block[])[] : [TableOf(recorded.Measured.Flows)],
        ]);
    }

    private Table TableOf(IReadOnlyList<FlowMeasurement> recorded) => Table.Of(
        "Recorded and replayed",
        [
            new("Flow", false), new("Run", false), new("Sent"), new("Received"), new("Lost"), new("Latency mean"), new("p95"),
            new("Goodput"),
        ],
        run.Measured.Flows.SelectMany(flow => Lines(recorded.FirstOrDefault(other => other.Name == flow.Name), flow)),
        line =>
        [
            line.Flow, line.Run, Figure.Of(line.Figures.Sent), Figure.Of(line.Figures.Received), Figure.Of(line.Figures.Lost),
            Figure.Duration(line.Figures.Latency?.Mean.TotalSeconds), Figure.Duration(line.Figures.Latency?.P95.TotalSeconds),
            Figure.Of(line.Figures.Goodput, Unit.BitsPerSecond),
        ]);

    private static IEnumerable<Line> Lines(FlowMeasurement? recorded, FlowMeasurement replayed)
    {
        if (recorded is not null) yield return new(recorded.Name, "recorded", recorded);
        yield return new(replayed.Name, "replayed", replayed);
    }
}
