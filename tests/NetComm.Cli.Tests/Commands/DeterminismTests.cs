namespace NetComm.Cli.Tests.Commands;

/// <summary>One seed, one run: the same bytes every time, for any number of cores.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_same_seed_writes_the_same_bytes_on_one_core_and_on_two()
    {
        string file = _place.Scenario(SampleScenarios.Lucky);

        _place.Run([("DOTNET_PROCESSOR_COUNT", "1")], "run", file, "--out", "one");
        _place.Run([("DOTNET_PROCESSOR_COUNT", "2")], "run", file, "--out", "two");

        Assert.Equal(RunContent.Of(_place, "one"), RunContent.Of(_place, "two"));
    }

    [Fact]
    public void Another_seed_gives_another_trace()
    {
        string file = _place.Scenario(SampleScenarios.Lucky);

        _place.Run("run", file, "--out", "one", "--seed", "1", "--no-report");
        _place.Run("run", file, "--out", "two", "--seed", "2", "--no-report");

        Assert.NotEqual(RunContent.Hash(_place["one"]), RunContent.Hash(_place["two"]));
    }

    [Fact]
    public void The_language_and_the_time_zone_of_the_user_change_nothing()
    {
        string file = _place.Scenario(SampleScenarios.Lucky);

        _place.Run([("LANG", "C"), ("TZ", "UTC")], "run", file, "--out", "one");
        _place.Run([("LANG", "de_DE.UTF-8"), ("TZ", "Asia/Kathmandu")], "run", file, "--out", "two");

        Assert.Equal(RunContent.Of(_place, "one"), RunContent.Of(_place, "two"));
    }
}
