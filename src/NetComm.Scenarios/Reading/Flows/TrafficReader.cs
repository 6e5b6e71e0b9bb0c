using NetComm.Scenarios.Recordings;

namespace NetComm.Scenarios.Reading.Flows;

/// <summary>Reads when a flow sends, and how much.</summary>
internal sealed class TrafficReader(ResolveContext draft, YamlFields flow, string title, Transport transport)
{
    /// <summary>The defaults of the program ping: a request a second, and 56 B of data, which make 64 B with the ICMP header.</summary>
    private static readonly SimDuration PingInterval = SimDuration.FromSeconds(1);
    private static readonly PayloadSize PingSize = PayloadSize.Of(56);

    private readonly YamlFields _fields = flow.Within("traffic");

    public Traffic? Read()
    {
        string? kind = _fields.Text("kind");
        if (kind is null) return null;
        CheckSupport(kind);
        if (kind == "bulk") return Bulk();
        if (kind == "ping") return Ping();
        if (kind == "trace") return Recorded();
        PayloadSize? size = Size("size");
        switch (kind)
        {
            case "constant" when size is not null && Interval(size) is { } interval:
                return new Traffic.Constant(interval, size) { Gaps = Gaps() };
            case "poisson" when size is not null && Interval(size) is { } gap:
                return new Traffic.Poisson(gap, size);
            case "on-off" when OnOffTime("on-time") is { } on && OnOffTime("off-time") is { } off && size is not null
                && Interval(size) is { } interval:
                return new Traffic.OnOff(on, off, interval, size);
            case "request-response" when Size("response") is { } response && size is not null && Interval(size) is { } interval:
                return new Traffic.RequestResponse(interval, size, response) { Gaps = Gaps() };
            default:
                return null;
        }
    }

    private void CheckSupport(string kind)
    {
        if (flow.Scalar("transport") is { } written)
        {
            bool icmp = transport == Transport.Icmp;
            if (kind == "ping" && !icmp) draft.Problem(written.Span, $"{title}: ping is icmp, but was '{written.Value}'");
            else if (kind is not "ping" && icmp)
                draft.Problem(written.Span, $"{title}: only ping runs over icmp, but the traffic is '{kind}'", "udp, tcp");
        }
    }

    private Traffic.Bulk? Bulk()
    {
        if (transport == Transport.Tcp) return new();
        draft.Problem((flow["transport"] ?? _fields["kind"])!.Span,
            $"{title}: bulk traffic needs tcp, which finds out how fast it may send", "transport: tcp");
        return null;
    }

    private Traffic.Ping? Ping()
    {
        PayloadSize? size = _fields.Has("size") ? Size("size") : PingSize;
        SimDuration? interval = _fields.Has("interval") ? MeanInterval() : PingInterval;
        return size is null || interval is null ? null : new(interval.Value, size) { Gaps = Gaps() };
    }

    private Traffic.Recorded? Recorded()
    {
        if (_fields.Text("file") is not { } name) return null;
        SourceSpan place = _fields["file"]!.Span;
        try
        {
            Recording recording = draft.Files.RecordingIn(name);
            draft.FileNames.Add(name);
            if (_fields.Has("match")) place = _fields["match"]!.Span;
            RecordedTraffic packets = recording.Play(_fields.Text("match"));
            if (transport == Transport.Tcp || packets.Sends.Max(send => send.Bytes) is var largest && largest <= PayloadSize.LargestUdp)
                return new(packets);
            throw new RecordingException($"a packet has {largest} B of payload: at most {PayloadSize.LargestUdp} B fit in a UDP datagram");
        }
        catch (UnusableFileException wrong)
        {
            draft.Problem(place, $"{title}: '{name}': {wrong.Message}");
            return null;
        }
    }

    private PayloadSize? Size(string key)
    {
        Distribution? bytes = Distributions.Read(_fields[key], QuantityRange.Size, title, draft.Problems);
        if (bytes is null) return null;
        bool ofWire = _fields.Within(key).Text("of") == "wire";
        SourceSpan span = _fields[key]!.Span;
        if (ofWire && transport == Transport.Tcp)
            draft.Problem(
                _fields.Within(key)["of"]!.Span,
                $"{title}: 'of: wire' needs packets of its own; TCP cuts its stream into segments as it likes (RFC 9293, 3.7)",
                "of: payload, or transport: udp");
        if (ofWire && Smallest(bytes) < PayloadSize.UdpOverhead)
        {
            draft.Problem(
                span, $"{title}: {key} on the wire must be at least {PayloadSize.UdpOverhead} B, the headers of IP and " +
                $"{(transport == Transport.Icmp ? "ICMP" : "UDP")}");
        }

        long most = PayloadSize.LargestUdp + (ofWire ? PayloadSize.UdpOverhead : 0);
        if (transport != Transport.Tcp && Largest(bytes) > most)
        {
            draft.Problem(
                span, $"{title}: {key} must be at most {most} B, the largest {(transport == Transport.Icmp ? "echo" : "UDP " +
                "datagram")}, but was {Shapes.Typed(_fields[key]!)}");
        }

        return transport == Transport.Tcp ? new(bytes, ofWire, int.MaxValue) : new(bytes, ofWire);
    }

    private Distribution? OnOffTime(string key) => Distributions.Read(_fields[key], QuantityRange.Time, title, draft.Problems);

    /// <summary>The time between packets, from <c>interval</c> or <c>rate</c>; a rate in bits is divided by the mean payload.</summary>
    private SimDuration? Interval(PayloadSize size)
    {
        YamlNode? rate = _fields["rate"];
        if (rate is null && _fields["interval"] is null)
        {
            bool isReported = _fields.Text("kind") is "poisson" or "on-off"; // the grammar requires 'rate' there
            if (!isReported)
                draft.Problem(flow["traffic"]!.Span, $"{title}: traffic of kind '{_fields.Text("kind")}' needs 'rate' or 'interval'");
            return null;
        }

        if (rate is null) return MeanInterval();
        if (_fields.Entry("interval") is { } second && _fields.Text("kind") is "constant" or "request-response")
            draft.Problem(second.Key.Span, $"{title}: 'rate' and 'interval' exclude each other");

        return _fields.Amount("rate", QuantityRange.SendingRate) is { } sending ? IntervalOf(sending, size, rate) : null;
    }

    /// <summary>How the interval varies; null where it is always the same.</summary>
    private Distribution? Gaps() => _fields["rate"] is null && _fields["interval"] is YamlMapping varying
        ? Distributions.Read(varying, QuantityRange.Time, title, draft.Problems) : null;

    private SimDuration? MeanInterval()
    {
        if (_fields["interval"] is not YamlMapping varying) return _fields.Time("interval");
        var unreported = new ProblemList();
        if (Distributions.Read(varying, QuantityRange.Time, title, unreported) is not { } gaps) return null;
        if (gaps.Mean > 0) return SimDuration.FromPicoseconds(Math.Clamp(gaps.Mean, 1, (double)Units.Largest(QuantityKind.Time).Value));
        draft.Problem(varying.Span, $"{title}: 'interval' must have a mean above 0, but was {Shapes.Typed(varying)}");
        return null;
    }

    private SimDuration? IntervalOf(Quantity rate, PayloadSize size, YamlNode place)
    {
        // bits/packet × ps/s ÷ bits/s = ps/packet
        decimal perSecond = rate.Value;
        if (rate.Kind == QuantityKind.Rate)
        {
            if (!double.IsFinite(size.Mean) || size.Mean < 0.001)
            {
                draft.Problem(
                    place.Span, $"{title}: a rate in bits needs packets with a mean payload above 0, but was {Shapes.Typed(place)}",
                    "packets/s");
                return null;
            }

            perSecond /= 8 * (decimal)Math.Min(size.Mean, 1e15);
        }

        decimal picoseconds = perSecond > 1e-12m ? Math.Round(SimDuration.PerSecond / perSecond, MidpointRounding.AwayFromZero)
            : decimal.MaxValue;
        if (picoseconds >= 1 && picoseconds <= Units.Largest(QuantityKind.Time).Value) return new((long)picoseconds);
        draft.Problem(place.Span, $"{title}: rate must leave from 1 ps to 1000 h between packets, but was {Shapes.Typed(place)}");
        return null;
    }

    private static double Smallest(Distribution bytes) => bytes switch
    {
        Distribution.Constant constant => constant.Value,
        Distribution.Uniform uniform => uniform.Min,
        Distribution.Pareto pareto => pareto.Min,
        _ => double.PositiveInfinity,
    };

    private static double Largest(Distribution bytes) => bytes switch
    {
        Distribution.Constant constant => constant.Value,
        Distribution.Uniform uniform => uniform.Max,
        Distribution.Pareto pareto => pareto.Min,
        _ => bytes.Mean,
    };
}
