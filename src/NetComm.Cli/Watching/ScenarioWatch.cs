using NetComm.Scenarios;

namespace NetComm.Cli.Watching;

/// <summary>Runs a scenario at each save. A run that the next save makes stale is given up and leaves nothing.</summary>
internal sealed class ScenarioWatch(RunRequest request, Interruption interruption, WatchView view)
{
    /// <summary>What files that scenarios name end with.</summary>
    private static readonly string[] Extensions = [".csv", ".pcap", ".pcapng", ".graphml"];

    private readonly string _file = request.Files[0];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(request.Files[0]))!;

    /// <summary>The files that the scenario names; where it has mistakes, those beside it that it may name.</summary>
    private IReadOnlyList<string> _named = [];

    /// <summary>Goes on until it is interrupted.</summary>
    public async Task RunAsync()
    {
        CancellationToken token = interruption.Token;
        try
        {
            while (true)
            {
                var files = new WatchedFiles();
                files.Add(_file);
                RunPlan? plan = Check();
                foreach (string named in _named) files.Add(named);
                Task saved = Task.Run(() => files.ChangedAsync(token), token);
                if (plan is not null) await RunAsync(plan, saved);
                await saved;
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // It is how this ends.
        }
    }

    /// <summary>What is to run; null where the file has mistakes, which are shown.</summary>
    private RunPlan? Check()
    {
        try
        {
            RunPlan plan = RunPlan.All(request)[0];
            _named = [.. plan.Scenario.Files.Select(file => Path.Combine(_folder, file.Name))];
            return plan;
        }
        catch (ScenarioException wrong)
        {
            IEnumerable<string> beside = Directory.EnumerateFiles(_folder).Where(file => Extensions.Contains(Path.GetExtension(file)));
            _named = [.. _named.Union(beside)];
            view.ShowMistakes(wrong.Problems);
            return null;
        }
    }

    private async Task RunAsync(RunPlan plan, Task saved)
    {
        view.Begin(plan);
        using var stale = new CancellationTokenSource();
        Task<WrittenRun?> run = Task.Run(() => WrittenRun.UnlessStaleAsync(plan, view.Progress, interruption, stale.Token));
        if (await Task.WhenAny(run, saved) == saved) await stale.CancelAsync();
        if (await run is { } written && !interruption.Happened) view.Show(written);
    }
}
