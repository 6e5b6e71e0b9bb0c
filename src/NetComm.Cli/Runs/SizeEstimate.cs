using System.Globalization;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

/// <summary>About how much a run will write: what its flows send, as far as a scenario says it beforehand.</summary>
/// <param name="Packets">Packets of flows, and the segments of their TCP connections.</param>
internal readonly record struct SizeEstimate(double Packets, double Bytes)
{
    /// <summary>A run that writes more says so before it starts.</summary>
    private const double Large = 100e6;

    /// <summary>Headers in a capture: Ethernet, IP, transport and pcapng's own.</summary>
    private const double CaptureOverhead = 100;

    /// <summary>Links that a packet crosses, where links are captured.</summary>
    private const double UsualHops = 3;

    /// <summary>A row of packets.csv and compressed events, as measured over the lessons.</summary>
    private const double RowAndEvents = 130;

    /// <summary>Payload of a full segment on Ethernet: 1500 − 20 − 20 B.</summary>
    private const double SegmentPayload = 1460;

    public static SizeEstimate Of(Scenario scenario, CaptureOptions captures)
    {
        var rates = new StreamRates(scenario);
        return scenario.Flows.Select(flow => Of(scenario, rates, flow, captures))
            .Aggregate(default(SizeEstimate), (sum, one) => new(sum.Packets + one.Packets, sum.Bytes + one.Bytes));
    }

    public string? Warning => Bytes <= Large ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"this run will send about {Rounded(Packets)} packets and write about {Rounded(Bytes / 1e6)} MB, much of it captures; " +
        $"--no-report writes figures only");

    /// <summary>What is said of a run that will send more than it may.</summary>
    public string? OverBudget(long maxPackets) => Packets <= maxPackets ? null :
        $"this run will send about {Rounded(Packets)} packets, and ends after {DigitGroups.Of(maxPackets)}, incomplete; " +
        "--max-packets N allows more";

    private static SizeEstimate Of(Scenario scenario, StreamRates rates, Flow flow, CaptureOptions captures)
    {
        (double packets, double payload) = flow.Traffic switch
        {
            Traffic.Constant constant => (Count(scenario, flow, constant.Interval), constant.Size.Mean),
            Traffic.Poisson poisson => (Count(scenario, flow, poisson.MeanGap), poisson.Size.Mean),
            Traffic.OnOff onOff => (
                Count(scenario, flow, onOff.Interval) * onOff.OnTime.Mean / (onOff.OnTime.Mean + onOff.OffTime.Mean), onOff.Size.Mean),
            Traffic.RequestResponse request => (
                2 * Count(scenario, flow, request.Interval), (request.Size.Mean + request.Response.Mean) / 2),
            Traffic.Recorded { Packets: var played } => (played.Within(flow).Sends.Count, played.MeanBytes),
            Traffic.Ping ping => (2 * Count(scenario, flow, ping.Interval), ping.Size.Mean),
            Traffic.Proxied => (double.NaN, SegmentPayload), // Programs outside decide.
            _ => (Segments(scenario, rates, flow), SegmentPayload),
        };
        if (flow.Bytes is { } most && payload > 0) packets = Math.Min(packets, most / payload);
        if (!double.IsFinite(packets * payload)) return default;
        double copies = flow.Cast == Cast.Anycast ? 1 : Math.Max(1, flow.Receivers.Count);
        double captured = Frames(captures.Places, copies) * (CaptureOverhead + Math.Min(payload, captures.MadeUpBytes ?? payload));
        return new(packets, packets * (captured + (copies * RowAndEvents)));
    }

    /// <summary>How often a packet to so many receivers is captured.</summary>
    private static double Frames(CapturePlaces places, double receivers) => places switch
    {
        CapturePlaces.None => 0,
        CapturePlaces.Hosts => 1 + receivers,
        CapturePlaces.Links => UsualHops,
        _ => 1 + receivers + (3 * UsualHops),
    };

    private static double Count(Scenario scenario, Flow flow, SimDuration gap)
    {
        double packets = gap > SimDuration.Zero ? Seconds(scenario, flow) / gap.TotalSeconds : double.PositiveInfinity;
        return Math.Min(packets, flow.Count ?? double.PositiveInfinity);
    }

    /// <summary>A segment and half an acknowledgment for each.</summary>
    private static double Segments(Scenario scenario, StreamRates rates, Flow flow)
    {
        double bytes = Math.Min(flow.Bytes ?? double.PositiveInfinity, rates.MostOf(flow) / 8 * Seconds(scenario, flow));
        return 1.5 * bytes / SegmentPayload;
    }

    private static double Seconds(Scenario scenario, Flow flow)
    {
        double end = Math.Min(
            scenario.Duration?.TotalSeconds ?? double.PositiveInfinity, flow.Stop?.TotalSeconds ?? double.PositiveInfinity);
        return Math.Max(0, end - flow.Start.TotalSeconds);
    }

    /// <summary>Two digits: <c>2 400 000</c>.</summary>
    private static string Rounded(double value)
    {
        double step = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, value))) - 1));
        return DigitGroups.Of((long)(Math.Round(value / step, MidpointRounding.AwayFromZero) * step));
    }
}
