using NetComm.Runtime.Loopback;

namespace NetComm.Runtime.Tests.Loopback;

public sealed class TimerThreadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<Exception> _failures = [];
    private readonly TimerThread _timer;

    public TimerThreadTests() => _timer = new TimerThread(_failures.Add);

    public void Dispose() => _timer.Dispose();

    [Fact]
    public void Time_stands_still_until_it_is_started()
    {
        using var ran = new ManualResetEventSlim();
        _timer.At(SimTime.Zero, _ => ran.Set());

        Assert.False(ran.Wait(50));
        Assert.Equal(SimTime.Zero, _timer.Now);

        _timer.Start();
        Assert.True(ran.Wait(Patience));
    }

    [Fact]
    public void Nothing_runs_before_its_time_and_all_in_order()
    {
        var ran = new List<(int Name, SimTime Due, SimTime At)>();
        using var last = new ManualResetEventSlim();
        foreach (int milliseconds in (int[])[30, 10, 20, 10])
        {
            int name = milliseconds;
            _timer.At(SimTime.Zero + SimDuration.FromMilliseconds(milliseconds), due => ran.Add((name, due, _timer.Now)));
        }

        _timer.At(SimTime.Zero + SimDuration.FromMilliseconds(40), _ => last.Set());
        _timer.Start();
        Assert.True(last.Wait(Patience));

        Assert.Equal([10, 10, 20, 30], ran.Select(work => work.Name));
        Assert.All(ran, work => Assert.True(work.At >= work.Due, $"due {work.Due}, ran at {work.At}"));
        Assert.All(ran, work => Assert.Equal(SimTime.Zero + SimDuration.FromMilliseconds(work.Name), work.Due));
    }

    [Fact]
    public void Work_that_comes_later_and_is_due_sooner_overtakes()
    {
        using var far = new ManualResetEventSlim();
        using var near = new ManualResetEventSlim();
        _timer.Start();
        _timer.At(_timer.Now + SimDuration.FromSeconds(60), _ => far.Set());

        _timer.At(_timer.Now + SimDuration.FromMilliseconds(1), _ => near.Set());

        Assert.True(near.Wait(Patience));
        Assert.False(far.IsSet);
    }

    [Fact]
    public void Work_that_fails_is_told_and_the_next_still_runs()
    {
        using var next = new ManualResetEventSlim();
        _timer.At(SimTime.Zero, _ => throw new InvalidOperationException("It broke."));
        _timer.At(SimTime.Zero, _ => next.Set());

        _timer.Start();

        Assert.True(next.Wait(Patience));
        Assert.Equal("It broke.", Assert.Single(_failures).Message);
    }
}
