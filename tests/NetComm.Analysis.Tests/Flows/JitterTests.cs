namespace NetComm.Analysis.Tests.Flows;

public sealed class JitterTests
{
    [Theory]
    [InlineData(16, 6.4393)]
    [InlineData(64, 9.8392)]
    public void A_constant_difference_approaches_itself_as_its_closed_form_says(int differences, double milliseconds)
    {
        // |D| = 10 ms: J_n = 10 (1 − (15/16)ⁿ) ms.
        var tally = new ReceiverCounters(room: 0);

        for (int i = 0; i <= differences; i++) tally.Take(i, SimDuration.FromMilliseconds(i % 2 == 0 ? 20 : 30));

        Assert.Equal(milliseconds, tally.Jitter.Value!.Value / 1e9, 5e-5);
    }

    [Fact]
    public void Each_packet_adds_a_sixteenth_of_the_difference()
    {
        // |D| = 16, then 4 ms: J = 1, then 1 + (4 − 1)/16 ms.
        var tally = new ReceiverCounters(room: 0);

        tally.Take(0, SimDuration.FromMilliseconds(20));
        tally.Take(1, SimDuration.FromMilliseconds(36));
        tally.Take(2, SimDuration.FromMilliseconds(32));

        Assert.Equal(1.1875, tally.Jitter.Value!.Value / 1e9);
    }

    [Fact]
    public void Beside_its_last_value_stand_its_mean_and_its_largest()
    {
        // |D| = 16, then 0 twice: J = 1, then 15/16, then 225/256 ms.
        var tally = new ReceiverCounters(room: 0);

        tally.Take(0, SimDuration.FromMilliseconds(20));
        for (int i = 1; i <= 3; i++) tally.Take(i, SimDuration.FromMilliseconds(36));

        Assert.Equal(225 / 256.0, tally.Jitter.Value!.Value / 1e9);
        Assert.Equal((1 + 15 / 16.0 + 225 / 256.0) / 3, tally.Jitter.Mean!.Value / 1e9, 1e-12);
        Assert.Equal(1, tally.Jitter.Max!.Value / 1e9);
    }

    [Fact]
    public void One_packet_has_no_jitter()
    {
        var tally = new ReceiverCounters(room: 0);

        tally.Take(0, SimDuration.FromMilliseconds(20));

        Assert.Null(tally.Jitter.Value);
        Assert.Null(tally.Jitter.Max);
    }
}
