using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>Runs a scenario on real sockets of the loopback interface, by the wall clock, its links emulated in user space.</summary>
public static class LoopbackRun
{
    /// <summary>
    /// Runs it to its end: when all is done, at <c>duration</c>, or when cancelled, with what was measured until then. A run that lacks something (a port
    /// taken, a mechanism of the system, an outside program that never came) is incomplete and says what.
    /// </summary>
    public static async Task<RunResult> OfAsync(Scenario scenario, RunOptions? options = null)
    {
        bool hasAddressRange = LoopbackSystem.HasAddressRange();
        if (scenario.Flows.Count > 0) await OfAsync(WarmUp.For(scenario), new RunOptions { KeepTrace = false }, hasAddressRange).ConfigureAwait(false);
        return await OfAsync(scenario, options ?? new RunOptions(), hasAddressRange).ConfigureAwait(false);
    }

    /// <summary>As above; without the address range, all hosts share 127.0.0.1.</summary>
    internal static async Task<RunResult> OfAsync(Scenario scenario, RunOptions options, bool hasAddressRange)
    {
        await using var runner = new LoopbackRunner(scenario with { Mode = RunMode.Loopback }, options, hasAddressRange);
        return await runner.RunAsync().ConfigureAwait(false);
    }
}
