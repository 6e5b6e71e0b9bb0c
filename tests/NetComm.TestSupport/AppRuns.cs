using NetComm.Analysis;
using NetComm.Runtime;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;

namespace NetComm.TestSupport;

/// <summary>Runs scenarios of apps, and says what became of each. PORT1 … PORT9 are free ports.</summary>
internal static class AppRuns
{
    internal static IReadOnlyDictionary<string, ProgramMeasurement> Simulate(string text)
    {
        RunOutcome result = SimulatedRun.Of(Parse(RunMode.Simulated, text));
        Assert.True(result.Complete, string.Join('\n', result.Missing));
        return Of(result);
    }

    internal static async Task<IReadOnlyDictionary<string, ProgramMeasurement>> LoopAsync(string text)
    {
        RunOutcome result = await LoopbackRun.OfAsync(Parse(RunMode.Loopback, text), new RunOptions(), hasAddressRange: true);
        Assert.True(result.Complete, string.Join('\n', result.Missing));
        return Of(result);
    }

    internal static Task<IReadOnlyDictionary<string, ProgramMeasurement>> RunAsync(RunMode mode, string text) =>
        mode == RunMode.Simulated ? Task.FromResult(Simulate(text)) : LoopAsync(text);

    internal static Scenario Parse(RunMode mode, string text)
    {
        for (int n = 1; n < 10; n++) text = text.Replace($"PORT{n}", $"{FreePort.Next()}", StringComparison.Ordinal);
        return ScenarioReader.Parse($"scenario: Test\nmode: {(mode == RunMode.Loopback ? "loopback" : "simulated")}\n{text}", "test.yaml");
    }

    internal static IReadOnlyDictionary<string, ProgramMeasurement> Of(RunOutcome result)
    {
        Measurements measured = Measurements.From(result.Trace);
        return measured.Programs.Concat(measured.Apps).ToDictionary(program => program.Name);
    }
}
