using System.CommandLine;
using System.Globalization;
using System.Net;
using NetComm.Cli.Workers;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm worker --join HOST:PORT</c>: does runs of a sweep that another process coordinates.</summary>
internal sealed class WorkerCommand : Command
{
    /// <summary>How long it looks for a coordinator that is not there, or not any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Option<IPEndPoint?> _join = new("--join")
    {
        Description = "Where the sweep listens: what its --remote says.",
        HelpName = "HOST:PORT",
        Required = true,
        CustomParser = typed => OptionParsers.EndPoint(typed, "--join"),
    };
    private readonly Option<string?> _secret = OptionParsers.NewSecret();
    private readonly Option<int?> _cores = new("--cores")
    {
        Description = "How many runs go on at once. Default: the number of processors.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--cores", 1, 1024),
    };
    private readonly Screen _screen;
    private readonly Interruption _interruption;

    public WorkerCommand(Screen screen, Interruption interruption)
        : base("worker", "Do runs of a sweep that another process coordinates.")
    {
        _screen = screen;
        _interruption = interruption;
        OptionParsers.RefuseEmpty(_secret);
        foreach (Option option in (Option[])[_join, _secret, _cores]) Add(option);
        SetAction(async parsed => (int)await WorkAsync(
            WorkPlace.Of("--join", parsed.GetValue(_join)!, parsed.GetValue(_secret)),
            parsed.GetValue(_cores) ?? Environment.ProcessorCount));
    }

    private async Task<ExitStatus> WorkAsync(WorkPlace place, int cores)
    {
        IPEndPoint coordinator = place.EndPoint;
        _screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"looking for a sweep at {coordinator}, for {Patience.TotalSeconds:0} s"));
        switch (await WorkerSession.RunAsync(place, cores, Patience, _interruption.Token))
        {
            case WorkMessage.Finished:
                _screen.Out.WriteLine("all runs are done");
                return ExitStatus.Passed;
            case WorkMessage.Refused { Reason: var reason }:
                _screen.Tell($"the sweep at {coordinator} does not take this worker: {reason}");
                return ExitStatus.Wrong;
            case WorkMessage.Malformed { What: var what }:
                _screen.Tell($"the sweep at {coordinator} sent {what}");
                return ExitStatus.Incomplete;
            default:
                if (_interruption.Happened) return ExitStatus.Interrupted;
                _screen.Tell($"there is no sweep at {coordinator}{(place.Secret is null ? ", or it wants a secret" : ", or it has no secret")}");
                return ExitStatus.Incomplete;
        }
    }
}
