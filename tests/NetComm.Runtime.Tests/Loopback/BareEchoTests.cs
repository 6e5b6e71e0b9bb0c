using NetComm.Runtime.Loopback;

namespace NetComm.Runtime.Tests.Loopback;

public sealed class BareEchoTests
{
    [Fact]
    public void Each_echo_that_comes_back_has_taken_some_time()
    {
        IReadOnlyList<SimDuration> times = BareEcho.Measure(20);

        Assert.InRange(times.Count, 1, 20);
        Assert.All(times, time => Assert.True(time > SimDuration.Zero));
    }

    [Fact]
    public void A_cancelled_measurement_has_none() => Assert.Empty(BareEcho.Measure(20, new CancellationToken(canceled: true)));
}
