using System.Runtime.InteropServices;

namespace NetComm.Cli.Runs;

/// <summary>
/// Ctrl-C or a request to end: the command ends within a second, whatever it does. Runs end at once, their files are written as long as
/// there is time, and what has not ended by itself then is given up. A second signal changes nothing.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>So long files are still written.</summary>
    private static readonly TimeSpan TimeForFiles = TimeSpan.FromMilliseconds(450);

    /// <summary>So long the command may take to end after that.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromMilliseconds(250);

    /// <summary>So long it may take to tidy up behind it: to delete a gigabyte, or to tell a reader who stands still.</summary>
    private static readonly TimeSpan TimeToTidyUp = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _lastCall = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action _giveUp;
    private volatile bool _isHeard;
    private volatile bool _isGivenUp;
    private Thread? _watch;

    /// <param name="giveUp">Tidies up behind a command that does not end by itself, on a thread beside it.</param>
    public Interruption(Action giveUp)
    {
        _giveUp = giveUp;
        _signals =
            [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
    }

    /// <summary>Runs are to end. A command that never asks for it is given up at once.</summary>
    public CancellationToken Token
    {
        get
        {
            _isHeard = true;
            return _source.Token;
        }
    }

    /// <summary>What is not written yet is not written any more.</summary>
    public CancellationToken LastCall => _lastCall.Token;

    public bool Happened => _source.IsCancellationRequested;

    /// <summary>Whether the process ends without the command: what fails in it now fails by that.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>The command has ended; where it was given up before, the process ends here.</summary>
    public void Dispose()
    {
        _over.Set();
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        Volatile.Read(ref _watch)?.Join();
        _over.Dispose();
        _lastCall.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        var watch = new Thread(Watch) { IsBackground = true, Name = "interruption" };
        if (Interlocked.CompareExchange(ref _watch, watch, null) is not null) return;
        watch.Start();
        _source.Cancel();
    }

    // A thread of its own: the pool may be busy with what is to end.
    private void Watch()
    {
        if (_isHeard && _over.Wait(TimeForFiles)) return;
        _lastCall.Cancel();
        if (_isHeard && _over.Wait(TimeToEnd)) return;
        _isGivenUp = true;
        var tidyUp = new Thread(() => _giveUp()) { IsBackground = true, Name = "giving up" };
        tidyUp.Start();
        tidyUp.Join(TimeToTidyUp);
        Environment.Exit((int)ExitStatus.Interrupted);
    }
}
