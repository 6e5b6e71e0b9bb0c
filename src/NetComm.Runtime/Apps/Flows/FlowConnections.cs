using System.Collections.Concurrent;

namespace NetComm.Runtime.Apps.Flows;

/// <summary>Which flows over TCP came to no connection, and why; from any thread. Their figures alone do not say it.</summary>
internal sealed class FlowConnections(Scenario scenario)
{
    /// <summary>By flow: when it began to connect, and how that failed; None as long as nobody has answered.</summary>
    private readonly ConcurrentDictionary<int, (SimTime Since, Errno Errno, SimTime At)> _unconnected = [];

    internal void Begin(Flow flow, SimTime now) => _unconnected[flow.Index] = (now, Errno.None, now);

    internal void End(Flow flow, Errno errno, SimTime now)
    {
        if (errno == Errno.None) _unconnected.TryRemove(flow.Index, out _);
        else if (_unconnected.TryGetValue(flow.Index, out (SimTime Since, Errno Errno, SimTime At) begun))
            _unconnected[flow.Index] = begun with { Errno = errno, At = now };
    }

    /// <summary>A sentence for each, in file order.</summary>
    /// <param name="end">When the run ended.</param>
    internal IReadOnlyList<string> Sentences(SimTime end) =>
        [.. _unconnected.OrderBy(one => one.Key).Select(one => Sentence(scenario.Flows[one.Key], one.Value, end))];

    private string Sentence(Flow flow, (SimTime Since, Errno Errno, SimTime At) how, SimTime end)
    {
        string to = scenario.Nodes[flow.Receivers[0]].Name;
        string who = $"flow '{flow.Name}' never had a connection: ";
        string port = FormattableString.Invariant($"port {flow.Port} of '{to}'");
        return who + how.Errno switch
        {
            Errno.None => $"nothing had answered from {port} when the run ended, {end - how.Since} after its first SYN",
            Errno.ECONNREFUSED => $"{port} refused it at {how.At} (ECONNREFUSED): nobody listened there",
            Errno.ETIMEDOUT => $"nothing answered from {port} within {how.At - how.Since} (ETIMEDOUT), and it gave up",
            Errno.EHOSTUNREACH or Errno.ENETUNREACH => $"there was no way to '{to}' at {how.At} ({how.Errno})",
            _ => $"connecting to {port} failed at {how.At} ({how.Errno})",
        };
    }
}
