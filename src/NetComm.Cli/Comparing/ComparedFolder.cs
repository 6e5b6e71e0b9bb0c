using System.Globalization;
using NetComm.Tracing;

namespace NetComm.Cli.Comparing;

/// <summary>A finished run that is laid beside another.</summary>
internal sealed class ComparedFolder
{
    private readonly EarlierRun _run;

    private ComparedFolder(EarlierRun run, RunFigures figures)
    {
        _run = run;
        Figures = figures;
    }

    public RunFigures Figures { get; }

    public string Folder => _run.Folder;

    /// <summary>Whether its events are there: not of a run with <c>--no-report</c>.</summary>
    public bool HasTrace => _run.HasTrace;

    /// <summary>Where it is, and what it is a run of, in one line.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture,
        $"{Displayed.Path(Folder)} ({Figures.File}, {Kind}{(Figures.IsComplete ? "" : ", incomplete")})");

    private string Kind => string.Create(CultureInfo.InvariantCulture,
        $"{(Figures.Mode == RunMode.Loopback ? "loopback" : "simulated")}, seed {Figures.Seed}");

    /// <exception cref="UsageException">The folder holds no run.</exception>
    public static ComparedFolder In(string folder)
    {
        EarlierRun run = EarlierRun.In(folder);
        return new ComparedFolder(run, RunFigures.Read(Path.Combine(run.Folder, RunFiles.Summary)));
    }

    /// <exception cref="TraceFileException">It is damaged; the message says of which run.</exception>
    public Trace ReadTrace()
    {
        try
        {
            return _run.ReadTrace();
        }
        catch (TraceFileException damaged)
        {
            throw new TraceFileException($"{Displayed.Path(Folder)}: {damaged.Message}");
        }
    }

    /// <summary>The lines of the scenario with their numbers, without those for seed and mode, which <see cref="Name"/> tells.</summary>
    public (int Number, string Text)[] ScenarioLines() =>
    [
        .. EarlierFile.ScenarioText(Folder).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select((text, i) => (i + 1, text))
            .Where(line => !line.text.StartsWith("seed:", StringComparison.Ordinal))
            .Where(line => !line.text.StartsWith("mode:", StringComparison.Ordinal)),
    ];
}
