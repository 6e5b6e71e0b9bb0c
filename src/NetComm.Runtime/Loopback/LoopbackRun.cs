using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>Runs a scenario on real sockets of the loopback interface, by the wall clock, its links emulated in user space.</summary>
public static class LoopbackRun
{
    /// <summary>
    /// Runs it to its end: when all is done, at <c>duration</c>, or when cancelled, with what was measured until then. A run that lacks
    /// something (a port taken, a mechanism of the system, an outside program that never came) is incomplete and says what. So is a run in
    /// which an actor fails, by a bug of ours: what that actor does is lost, and the rest is measured to its end.
    /// </summary>
    public static async Task<RunOutcome> OfAsync(Scenario scenario, RunOptions? options = null)
    {
        options ??= new RunOptions();
        bool hasAddressRange = LoopbackCapabilities.HasAddressRange();
        var warmUp = new RunOptions { KeepTrace = false, Cancellation = options.Cancellation };
        if (scenario.Flows.Count > 0) await OfAsync(WarmUp.For(scenario), warmUp, hasAddressRange).ConfigureAwait(false);
        return await OfAsync(scenario, options, hasAddressRange).ConfigureAwait(false);
    }

    /// <summary>Without the address range, all hosts share 127.0.0.1. Each socket is told to <paramref name="onSocketMade"/>.</summary>
    internal static async Task<RunOutcome> OfAsync(
        Scenario scenario, RunOptions options, bool hasAddressRange, Action<SocketMade>? onSocketMade = null)
    {
        await using var runner = new LoopbackRunner(scenario with { Mode = RunMode.Loopback }, options, hasAddressRange, onSocketMade);
        return await runner.RunAsync().ConfigureAwait(false);
    }
}
