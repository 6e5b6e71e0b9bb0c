using NetComm.Analysis;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Theories;

namespace NetComm.Reporting.Sections.Flows;

internal sealed record FlowReport
{
    public required FlowMeasurement Total { get; init; }

    public string Name => Total.Name;

    /// <summary>The names of the flows that it is all together; of a flow by itself none.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Latency is the round trip from a request to its answer.</summary>
    public bool IsRoundTrip { get; init; }

    public string LatencyName => IsRoundTrip ? "round-trip time" : "latency";

    /// <summary>A stream of bytes without packets of its own.</summary>
    public bool IsStream { get; init; }

    /// <summary>Each receiver, where there are several.</summary>
    public IReadOnlyList<ReceiverMeasurement> Receivers => Total.Receivers.Count > 1 ? Total.Receivers : [];

    /// <summary>Its TCP connection; null where there was none, or its segments were not seen.</summary>
    public ConnectionReport? Connection { get; init; }

    /// <summary>Why packets of it were lost, per receiver.</summary>
    public IReadOnlyList<LossReport> Losses { get; init; } = [];

    /// <summary>The same by reason: how many of the packets sent in each interval.</summary>
    public IReadOnlyList<(DropReason Reason, IReadOnlyList<long> InBins)> LossesByReason { get; init; } = [];

    /// <summary>What theories say of it; its charts show them.</summary>
    public IReadOnlyList<FlowTheory> Theories { get; init; } = [];

    public Bands? Bursts { get; init; }

    /// <summary>Whether some request was sent later than it should have been: then response and service time differ.</summary>
    public bool HasWaitingRequests => Total is { Response: { } response, Latency: { } service } && response != service;

    public required FlowSamples Samples { get; init; }
}
