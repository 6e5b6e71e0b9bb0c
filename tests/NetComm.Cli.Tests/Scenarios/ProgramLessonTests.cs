using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Tracing;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>Figures that the chapter on programs and its answers state, and no expectation holds.</summary>
public sealed class ProgramLessonTests
{
    [Theory]
    [InlineData("1-stop-and-wait", "sender", 18)]
    [InlineData("2-go-back-n", "sender", 20)]
    [InlineData("2-go-back-n", "sender", 16, "links.wire.loss=0%")]
    [InlineData("3-selective-repeat", "sender", 14)]
    [InlineData("3-selective-repeat", "sender", 12, "links.wire.loss=0%")]
    [InlineData("8-leader-election", "peer", 11 + 5)]
    [InlineData("11-rumour", "peer", 60)]
    public void Datagrams_that_the_programs_of_a_lesson_send(string lesson, string sender, int datagrams, params string[] settings)
    {
        using Trace trace = Run(lesson, settings);
        var events = EventList.Of(trace);

        IEnumerable<string> calls = events.Of(TraceEventKind.ProgramCalled).Zip(events.Texts(TraceEventKind.ProgramCalled))
            .Where(call => trace.Header.Programs[call.First.Place].Name.StartsWith(sender, StringComparison.Ordinal))
            .Select(call => call.Second);

        Assert.Equal(datagrams, calls.Count(call => call.StartsWith("sendto(", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_lopsided_way_without_jitter_misleads_by_half_of_the_difference()
    {
        using Trace trace = Run("10-time-synchronisation", "links.line.jitter=0ms");

        Assert.Contains("fast by 360.0 ms, which is 10.0 ms wrong", EventList.Of(trace).Texts(TraceEventKind.ProgramPrinted));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "ETIMEDOUT")]
    [InlineData(3, "ETIMEDOUT")]
    public void An_election_whose_messages_are_lost(long seed, string end)
    {
        using Trace trace = Run("8-leader-election", seed, "lans.ring.loss=30%");

        Assert.Equal(Enumerable.Repeat(end, 5), EventList.Of(trace).Texts(TraceEventKind.ProgramEnded));
    }

    private static Trace Run(string lesson, params string[] settings) => Run(lesson, seed: null, settings);

    private static Trace Run(string lesson, long? seed, params string[] settings) => SimulatedRun.Of(ScenarioReader.Read(
        ScenarioShelf.PathOf($"12-programs/{lesson}.yaml"), new ScenarioOverrides { Settings = settings, Seed = seed })).Trace;
}
