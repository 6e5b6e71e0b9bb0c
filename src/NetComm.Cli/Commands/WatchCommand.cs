using System.CommandLine;
using NetComm.Cli.Watching;
using NetComm.Runtime;
using NetComm.Scenarios.Overrides;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm watch SCENARIO</c>: run again at each save, until Ctrl-C.</summary>
internal sealed class WatchCommand : Command
{
    private readonly Argument<string> _file =
        new("SCENARIO") { Description = "A scenario file (YAML). It may have mistakes: they are shown." };
    private readonly Option<string?> _mode = OptionParsers.NewMode();
    private readonly Option<long?> _seed = OptionParsers.NewSeed();
    private readonly Option<string[]> _set = OptionParsers.NewSet();
    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder to write to. Default: reports/NAME/MODE-seedN.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _open = new("--open") { Description = "Show the report in the browser, where it follows the runs." };
    private readonly Screen _screen;
    private readonly Interruption _interruption;

    public WatchCommand(Screen screen, Interruption interruption)
        : base("watch", "Run again at each save, with the mistakes or the figures of the last run on the screen.")
    {
        _screen = screen;
        _interruption = interruption;
        OptionParsers.RefuseEmpty(_file);
        OptionParsers.RefuseEmpty(_out);
        Add(_file);
        foreach (Option option in (Option[])[_mode, _seed, _set, _out, _open]) Add(option);
        SetAction(async parsed => (int)await WatchAsync(parsed));
    }

    private async Task<ExitStatus> WatchAsync(ParseResult parsed)
    {
        string file = NamedScenarios.One(parsed.GetRequiredValue(_file));
        // What is not there is no file that somebody writes on.
        if (!File.Exists(file)) CheckedFile.RequireAll([file], new ScenarioOverrides());
        var request = new RunRequest
        {
            Files = [file],
            Overrides = new ScenarioOverrides
            {
                Mode = OptionParsers.Mode(parsed.GetValue(_mode)),
                Seed = parsed.GetValue(_seed),
                Settings = parsed.GetValue(_set)!,
            },
            Out = parsed.GetValue(_out),
            MaxPackets = RunOptions.DefaultMaxPackets,
        };
        using WatchPage? page = WatchPage.Open();
        if (parsed.GetValue(_open) && page is not null && PageOpener.Open(page.Address) is { } unopened) _screen.Tell(unopened);
        await new ScenarioWatch(request, _interruption, new WatchView(_screen, ShippedScenarios.NameOf(file), page)).RunAsync();
        return ExitStatus.Interrupted;
    }
}
