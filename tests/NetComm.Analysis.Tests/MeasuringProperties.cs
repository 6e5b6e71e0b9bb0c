using System.Text;
using FsCheck.Xunit;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests;

/// <summary>What must hold of the figures of any run, held against a slow count over its events.</summary>
public sealed class MeasuringProperties
{
    [Property(MaxTest = 60)]
    public void Every_packet_due_is_received_lost_or_in_flight(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);

        foreach (FlowMeasurement flow in Measurements.From(trace).Flows)
        {
            Assert.Equal(flow.Due, flow.Received + flow.Lost + flow.InFlight);
            Assert.True(flow.Lost >= 0 && flow.InFlight >= 0, $"{flow.Lost} lost, {flow.InFlight} in flight");
            Assert.All(flow.Receivers, receiver => Assert.Equal(receiver.Due, receiver.Received + receiver.Lost + receiver.InFlight));
        }
    }

    [Property(MaxTest = 50)]
    public void A_run_that_ends_by_itself_leaves_nothing_in_flight(int shape)
    {
        using Trace trace = RandomRuns.Of(shape, mayBeCut: false);

        Assert.All(Measurements.From(trace).Flows, flow => Assert.Equal((0L, true), (flow.InFlight, flow.Completed)));
    }

    [Property(MaxTest = 50)]
    public void Latencies_are_those_of_a_slow_count(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        SlowCount slow = SlowCount.Of(trace);

        IReadOnlyList<FlowMeasurement> flows = Measurements.From(trace).Flows;

        for (int flow = 0; flow < flows.Count; flow++)
        {
            long[] latencies = slow.Latencies(flow);
            Assert.Equal(latencies.Length, flows[flow].Received);
            if (latencies.Length == 0) continue;
            LatencyMeasurement latency = flows[flow].Latency!;
            AssertClose(SlowCount.NearestRank(latencies, 50) / 1e9, latency.P50.TotalMilliseconds);
            AssertClose(SlowCount.NearestRank(latencies, 95) / 1e9, latency.P95.TotalMilliseconds);
            AssertClose(SlowCount.NearestRank(latencies, 99) / 1e9, latency.P99.TotalMilliseconds);
            AssertClose(latencies.Average() / 1e9, latency.Mean.TotalMilliseconds);
            AssertClose(slow.Jitter(flow) / 1e9, flows[flow].Jitter?.TotalMilliseconds ?? 0);
        }
    }

    [Property(MaxTest = 50)]
    public void Links_are_those_of_a_slow_count(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        SlowCount slow = SlowCount.Of(trace);

        IReadOnlyList<LinkMeasurement> links = Measurements.From(trace).Links;

        for (int direction = 0; direction < links.Count; direction++)
        {
            (int packets, long bytes, double busy, double queued, int longest) =
                trace.Header.Directions[direction].IsShared ? slow.Station(direction, trace.End) : slow.Link(direction, trace.End);
            LinkMeasurement link = links[direction];
            Assert.Equal((packets, bytes, longest), (link.Packets, link.Bytes, link.QueueMax));
            Assert.Equal(queued / trace.End.Picoseconds, link.QueueMean ?? 0, 1e-9);
            if (link.Utilisation is { } utilisation) Assert.Equal(busy / trace.End.Picoseconds, utilisation, 1e-9);
        }
    }

    [Property(MaxTest = 40)]
    public void The_list_of_packets_adds_up_to_the_summary(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        using var stream = new MemoryStream();

        PacketsCsv.Write(stream, trace);

        string[][] rows =
            [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(row => row.Split(','))];
        foreach (FlowMeasurement flow in Measurements.From(trace).Flows)
        {
            bool answered = flow.AnsweredBy is not null;
            string[][] own = [.. rows.Where(row => row[0] == flow.Name)];
            string[][] counted = [.. own.Where(row => !answered || row[3] == flow.From)];
            Assert.Equal(flow.Sent, own.Count(row => row[2] == flow.From && row[8] != "duplicate"));
            Assert.Equal(flow.Received, counted.Count(row => row[8] == "received"));
            Assert.Equal(flow.Duplicates, counted.Count(row => row[8] == "duplicate"));
            if (answered) continue;
            Assert.Equal(flow.InFlight, counted.Count(row => row[8] == "in-flight"));
            Assert.Equal(flow.Lost, counted.Count(row => row[8].StartsWith("lost: ", StringComparison.Ordinal)));
        }

        Assert.Equal(rows.Select(row => decimal.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture)).Order(),
            rows.Select(row => decimal.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Property(MaxTest = 60)]
    public void A_trace_file_gives_the_same_trace(int shape)
    {
        using Trace trace = RandomRuns.Of(shape);
        string path = Path.GetTempFileName();

        using (FileStream stream = File.Create(path)) TraceFile.Write(stream, trace);
        using Trace read = TraceFile.Read(path, new TraceSeal(trace.Hash, trace.Header.Hash, trace.Events));
        File.Delete(path);

        Assert.Null(TraceDifference.Between(trace, read));
    }

    /// <summary>Figures have 12 significant digits.</summary>
    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * 1e-11 + 1e-20);

    /// <summary>The same figures, from lists of all events.</summary>
    private sealed class SlowCount(EventList events, TraceHeader header)
    {
        public static SlowCount Of(Trace trace) => new(EventList.Of(trace), trace.Header);

        public static long NearestRank(long[] values, int percent)
        {
            long[] sorted = [.. values.Order()];
            return sorted[(int)Math.Ceiling(percent / 100m * sorted.Length) - 1];
        }

        /// <summary>In the order of arrival; of requests the round trips.</summary>
        public long[] Latencies(int flow)
        {
            Dictionary<int, long> ownerOf = events.Of(TraceEventKind.ConversationOpened).ToDictionary(e => e.Place, e => e.Packet);
            TraceEvent[] sent = [.. events.Of(TraceEventKind.PacketSent).Where(e => ownerOf[e.Place] == flow)];
            Dictionary<long, TraceEvent> byNumber = sent.ToDictionary(e => e.Packet);
            Dictionary<long, SimTime> sentAt = sent.Where(e => e.Extra == 0).ToDictionary(e => new PacketSent(e).Sequence, e => e.Time);
            bool answered = header.Flows[flow].Answered;
            var seen = new HashSet<long>();
            return
            [
                .. from received in events.Of(TraceEventKind.Received)
                   where byNumber.ContainsKey(received.Packet)
                   let packet = byNumber[received.Packet]
                   where answered == (packet.Extra == 1) && seen.Add(new PacketSent(packet).Sequence)
                   select (received.Time - sentAt[new PacketSent(packet).Sequence]).Picoseconds,
            ];
        }

        public double Jitter(int flow)
        {
            long[] transits = Latencies(flow);
            double jitter = 0;
            for (int i = 1; i < transits.Length; i++) jitter += (Math.Abs(transits[i] - transits[i - 1]) - jitter) / 16;
            return jitter;
        }

        /// <summary>
        /// Every packet's stay in the queue, from its coming to its departure, or to the end, its drop or its withdrawal.
        /// </summary>
        public (int Packets, long Bytes, double Busy, double Queued, int Longest) Link(int direction, SimTime end)
        {
            TraceEvent[] own =
                [.. events.All.Where(
                    e => e.Place == direction && e.Kind is TraceEventKind.Enqueued or TraceEventKind.Dequeued or TraceEventKind.Withdrawn
                        or TraceEventKind.Dropped)];
            var ended = new HashSet<int>();
            var stays = new List<Stay>();
            var busy = new List<(long Begin, long End)>();
            for (int i = 0; i < own.Length; i++)
            {
                TraceEvent e = own[i];
                if (e.Kind != TraceEventKind.Enqueued || e.Place != direction) continue;
                int turn = e.Value >= 0 ? i : Array.FindIndex(own, i + 1, other => IsTurnOf(other, e, direction));
                while (turn > i && !ended.Add(turn))
                    turn = Array.FindIndex(own, turn + 1, other => IsTurnOf(other, e, direction));
                TraceEvent? begun = turn < 0 ? null : own[turn];
                if (begun is not { Kind: TraceEventKind.Enqueued or TraceEventKind.Dequeued } sent)
                {
                    SimTime gone = begun?.Time ?? end;
                    stays.Add(new(i, e.Time.Picoseconds, gone.Picoseconds, turn < 0 ? null : turn, false, e.Extra));
                    continue;
                }

                int cut =
                    Array.FindIndex(own, turn + 1, other => other.Kind is TraceEventKind.Withdrawn or TraceEventKind.Dropped
                        && other.Packet == e.Packet && other.Value == sent.Value && other.Value > other.Time.Picoseconds);
                long until = Math.Min(sent.Value, Math.Min(end.Picoseconds, cut >= 0 ? own[cut].Time.Picoseconds : long.MaxValue));
                int? cutAt = cut >= 0 && own[cut].Time.Picoseconds == until ? cut : null;
                stays.Add(new(i, e.Time.Picoseconds, until, cutAt, until == sent.Value, e.Extra));
                busy.Add((sent.Time.Picoseconds, until));
            }

            Stay[] lasting = [.. stays.Where(stay => stay.End > stay.Begin)];
            int longest = lasting.Length == 0 ? 0 : lasting.Max(stay => stays.Count(other => other.IsThereAt(stay)));
            return (
                stays.Count(stay => stay.Left),
                stays.Where(stay => stay.Left).Sum(stay => (long)header.Directions[direction].FrameLength(stay.Bytes)),
                Covered([.. busy]),
                lasting.Sum(stay => (double)(stay.End - stay.Begin)),
                longest);
        }

        /// <summary>Every packet's stay at a station, until it is through or dropped; busy is what did not collide.</summary>
        public (int Packets, long Bytes, double Busy, double Queued, int Longest) Station(int direction, SimTime end)
        {
            TraceEvent[] own = [.. events.All.Where(e => e.Place == direction && IsOfDirection(e))];
            var stays = new List<(long Begin, long End, bool Left, int Bytes)>();
            double busy = 0;
            for (int i = 0; i < own.Length; i++)
            {
                TraceEvent e = own[i];
                TraceEvent[] after = [.. own.Skip(i + 1).Where(other => other.Packet == e.Packet && other.Kind != TraceEventKind.Enqueued)];
                if (e.Kind == TraceEventKind.Enqueued)
                {
                    // Copies of one packet leave one after the other.
                    int before = own.Take(i).Count(other => other.Packet == e.Packet && other.Kind == TraceEventKind.Enqueued);
                    TraceEvent last =
                        own.Where(other => other.Packet == e.Packet)
                            .Where(other => other.Kind is TraceEventKind.Delivered or TraceEventKind.Dropped).ElementAtOrDefault(before);
                    bool left = last.Kind == TraceEventKind.Delivered;
                    stays.Add((e.Time.Picoseconds, (last.Kind == TraceEventKind.None ? end : last.Time).Picoseconds, left, e.Extra));
                }
                else if (e.Kind == TraceEventKind.Dequeued && after.FirstOrDefault() is { Kind: not TraceEventKind.Collided } next)
                    busy += ((next.Kind == TraceEventKind.None ? end : next.Time) - e.Time).Picoseconds;
            }

            return (
                stays.Count(stay => stay.Left),
                stays.Where(stay => stay.Left).Sum(stay => (long)header.Directions[direction].FrameLength(stay.Bytes)),
                busy,
                stays.Sum(stay => (double)(stay.End - stay.Begin)),
                stays.Count == 0 ? 0 : stays.Max(stay => stays.Count(other => other.Begin <= stay.Begin && other.End > stay.Begin)));
        }

        private static bool IsOfDirection(TraceEvent e) =>
            e.Kind is TraceEventKind.Enqueued or TraceEventKind.Dequeued or TraceEventKind.Collided or TraceEventKind.Delivered
            || (e.Kind == TraceEventKind.Dropped && !new Dropped(e).IsRefused);

        /// <summary>A packet's time in a queue.</summary>
        /// <param name="Came">Its place among the events of its direction.</param>
        /// <param name="Cut">The place of the event that took it out; null where it left, or stayed to the end.</param>
        private sealed record Stay(int Came, long Begin, long End, int? Cut, bool Left, int Bytes)
        {
            /// <summary>Whether it is there when another comes: of events of one instant, the order tells.</summary>
            public bool IsThereAt(Stay other) => Came <= other.Came && (Cut is { } cut ? cut > other.Came : End > other.Begin);
        }

        /// <summary>Whether an event ends the wait of a packet whose turn was undecided.</summary>
        private static bool IsTurnOf(TraceEvent other, TraceEvent enqueued, int direction) =>
            other.Place == direction && other.Packet == enqueued.Packet
            && (other.Kind == TraceEventKind.Dequeued
                || (other.Kind is TraceEventKind.Withdrawn or TraceEventKind.Dropped && other.Value == -1));

        /// <summary>How long at least one packet was in transmission, or in a drop-tail queue, whose transmitter is then busy.</summary>
        private static double Covered((long Begin, long End)[] stays)
        {
            double covered = 0;
            long until = long.MinValue;
            foreach ((long begin, long end) in stays.OrderBy(stay => stay.Begin))
            {
                covered += Math.Max(0, end - Math.Max(begin, until));
                until = Math.Max(until, end);
            }

            return covered;
        }
    }
}
