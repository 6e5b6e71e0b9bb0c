using System.Diagnostics;

namespace NetComm.Runtime.Loopback;

/// <summary>
/// One thread that does what is due, at its time and in order: a heap of due times, sleep while the next is far, spin when it is near. A
/// sleeping thread wakes up to 0.3 ms late (and Task.Delay several milliseconds), a spinning one does not.
/// </summary>
/// <remarks>Time stands still at zero until <see cref="Start"/>; what is due then waits.</remarks>
internal sealed class TimerThread : IDisposable
{
    private const long Millisecond = SimDuration.PerSecond / 1000;

    /// <summary>A wait this long is slept, but for its last part: Thread.Sleep(1) was measured at 1.1 ms, 1.3 ms at worst.</summary>
    private const long WorthSleeping = Millisecond * 3 / 2;

    private const long SpunAtTheEnd = Millisecond / 2;

    private readonly object _gate = new();
    private readonly PriorityQueue<Action<SimTime>, (long Due, long Order)> _due = new();
    private readonly Action<Exception> _onFailure;
    private readonly Thread _thread;
    private long _order;
    private long _origin;
    private long _version;
    private long _latest;
    private bool _stopped;

    /// <summary>A thread that tells <paramref name="onFailure"/> what its work throws, and goes on.</summary>
    internal TimerThread(Action<Exception> onFailure)
    {
        _onFailure = onFailure;
        _thread = new Thread(Work) { IsBackground = true, Name = "loopback timer" };
        _thread.Start();
    }

    /// <summary>Time since <see cref="Start"/>, by the monotonic clock of the machine.</summary>
    internal SimTime Now
    {
        get
        {
            long origin = Volatile.Read(ref _origin);
            if (origin == 0) return SimTime.Zero;
            return new((long)((Int128)(Stopwatch.GetTimestamp() - origin) * SimDuration.PerSecond / Stopwatch.Frequency));
        }
    }

    internal void Start()
    {
        lock (_gate)
        {
            Volatile.Write(ref _origin, Stopwatch.GetTimestamp());
            Wake();
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> on the timer thread at <paramref name="when"/>, or at once if that has passed; what is due at one
    /// instant runs in the order it was asked for. The work is told the time at which it was due: a late start does not add up over several
    /// steps.
    /// </summary>
    internal void At(SimTime when, Action<SimTime> work)
    {
        lock (_gate)
        {
            if (_stopped) return;
            bool isFirst = !_due.TryPeek(out _, out (long Due, long) first) || when.Picoseconds < first.Due;
            _due.Enqueue(work, (when.Picoseconds, _order++));
            if (isFirst) Wake();
        }
    }

    /// <summary>Runs <paramref name="work"/> on the timer thread, now.</summary>
    internal void Post(Action<SimTime> work) => At(Now, work);

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
            _due.Clear();
            Wake();
        }

        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    private void Wake()
    {
        _version++;
        Monitor.Pulse(_gate);
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            try
            {
                work(new SimTime(_latest));
            }
#pragma warning disable CA1031 // This thread is a supervisor of its own: the failure ends the run, not the process.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _onFailure(failure);
            }
        }
    }

    private Action<SimTime>? Next()
    {
        while (true)
        {
            long due, version;
            lock (_gate)
            {
                if (_stopped) return null;
                if (_origin == 0 || !_due.TryPeek(out _, out (long Due, long) first))
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                due = first.Due;
                version = _version;
                long wait = due - Now.Picoseconds;
                if (wait <= 0)
                {
                    _latest = Math.Max(_latest, due);
                    return _due.Dequeue();
                }

                if (wait >= WorthSleeping)
                {
                    Monitor.Wait(_gate, (int)Math.Min((wait - SpunAtTheEnd) / Millisecond, int.MaxValue));
                    continue;
                }
            }

            Spin(due, version);
        }
    }

    private void Spin(long due, long version)
    {
        while (Volatile.Read(ref _version) == version && Now.Picoseconds < due)
        {
            Thread.SpinWait(20);
            Thread.Yield();
        }
    }
}
