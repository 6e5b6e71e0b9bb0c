using System.CommandLine;
using NetComm.Cli.Comparing;
using NetComm.Tracing;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm diff RUN RUN</c>: the first event in which two finished runs part, and the figures that differ.</summary>
internal sealed class DiffCommand : Command
{
    private readonly Argument<string> _first = new("RUN") { Description = "The folder of a finished run." };
    private readonly Argument<string> _second = new("OTHER") { Description = "The folder of another." };
    private readonly Screen _screen;

    public DiffCommand(Screen screen)
        : base("diff", "Tell the first event in which two finished runs differ, and which figures do. Status 0: none, 1: some.")
    {
        _screen = screen;
        OptionParsers.RefuseEmpty(_first);
        OptionParsers.RefuseEmpty(_second);
        Add(_first);
        Add(_second);
        SetAction(parsed => (int)Compare(
            ComparedFolder.In(parsed.GetRequiredValue(_first)), ComparedFolder.In(parsed.GetRequiredValue(_second))));
    }

    private ExitStatus Compare(ComparedFolder first, ComparedFolder second)
    {
        if (!RunDifference.HaveCommon(first.Figures, second.Figures))
        {
            throw new UsageException(
                $"these runs have nothing in common: '{first.Folder}' is of '{first.Figures.Scenario}', '{second.Folder}' of " +
                $"'{second.Figures.Scenario}'");
        }

        var view = new DiffView(_screen.Out);
        view.ShowRuns(first, second);
        bool areSame = first.Figures.TraceHash == second.Figures.TraceHash;
        if (areSame)
        {
            // What is said of the events holds of the files that have them, too.
            foreach (ComparedFolder run in (ComparedFolder[])[first, second])
            {
                if (run.HasTrace) run.ReadTrace().Dispose();
            }

            _screen.Out.WriteLine($"the events are the same: {first.Figures.TraceHash}");
        }
        else ShowEvents(first, second, view);
        IReadOnlyList<RunDifference> differences = RunDifference.Between(first.Figures, second.Figures);
        view.ShowFigures(differences);
        return areSame && differences.Count == 0 ? ExitStatus.Passed : ExitStatus.ExpectationFailed;
    }

    private void ShowEvents(ComparedFolder first, ComparedFolder second, DiffView view)
    {
        if (!first.HasTrace || !second.HasTrace)
        {
            string bare = Displayed.Path((first.HasTrace ? second : first).Folder);
            _screen.Out.WriteLine(Printable.Of(
                $"the events differ, but where cannot be shown: '{bare}' holds no {RunFiles.Trace}, so only figures are compared"));
            return;
        }

        using Trace one = first.ReadTrace(), other = second.ReadTrace();
        if (TraceDifference.Between(one, other) is { } difference) view.ShowEvents(difference);
    }
}
