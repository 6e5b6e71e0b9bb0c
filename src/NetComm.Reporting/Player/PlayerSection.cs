using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Topology;

namespace NetComm.Reporting.Player;

/// <summary>The section in which the run is played; Markdown leaves it out.</summary>
internal sealed class PlayerSection(ReportedRun run, NetworkDrawing network) : ReportSection
{
    private readonly PlayerFold _fold = new(run.Header);

    public override IReadOnlyList<ITraceFold> Folds => [_fold, network.Paths];

    public override Section? Build(ReportContext context) =>
        _fold.Result() is { } recording && network.Drawing.IsReadable
            ? new Section("player", "Play the run", [new PlayerBlock(recording, network.Plan)]) : null;
}
