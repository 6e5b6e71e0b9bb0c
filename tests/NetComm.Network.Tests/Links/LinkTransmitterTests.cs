using NetComm.Tracing;

namespace NetComm.Network.Tests.Links;

public sealed class LinkTransmitterTests
{
    private const int Size = LinkBench.PacketBytes;

    private static readonly LinkProperties TwoPackets = LinkBench.Properties with { Queue = new QueueLimit(2, null) };

    [Fact]
    public void A_full_queue_drops_the_newest_packet()
    {
        LinkBench bench = new LinkBench(TwoPackets).OffersAt(0, Size, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25"], bench.Arrived);
        Assert.Equal(["0 enqueued 1 leaves 10", "0 enqueued 2 leaves 20", "0 dropped 3 queue from 0"], bench.Log);
    }

    [Fact]
    public void Overhead_takes_transmission_time_and_no_room_in_the_queue()
    {
        // (1250 B + 250 B) × 8 / 1 Mbit/s = 12 ms; two packets of 1250 B just fill the queue.
        var room = new QueueLimit(null, DataSize.FromBytes(2 * Size));
        LinkProperties framed = LinkBench.Properties with { Overhead = DataSize.FromBytes(250), Queue = room };
        LinkBench bench = new LinkBench(framed).OffersAt(0, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 17", "2 at 29"], bench.Arrived);
    }

    [Fact]
    public void A_discipline_that_drops_from_the_head_sends_those_behind_it_earlier()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new DropHead(waiting: 2)).OffersAt(0, Size, Size, Size).OffersAt(1, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "3 at 25", "4 at 35"], bench.Arrived);
        Assert.Equal(
            [
                "0 enqueued 1", "0 dequeued 1 leaves 10", "0 enqueued 2", "0 enqueued 3",
                "1 dropped 2 queue from its queue", "1 enqueued 4", "10 dequeued 3 leaves 20", "20 dequeued 4 leaves 30",
            ],
            bench.Log);
    }

    [Fact]
    public void A_discipline_that_drops_when_it_sends_passes_over_what_has_waited_too_long()
    {
        var discipline = new DropStale(SimDuration.FromMilliseconds(15));
        LinkBench bench = new LinkBench(LinkBench.Properties, discipline).OffersAt(0, Size, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25"], bench.Arrived);
        Assert.Equal("20 dropped 3 queue from its queue", bench.Log[^1]);
    }

    [Fact]
    public void A_discipline_may_let_a_packet_go_ahead_of_those_that_came_before_it()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new SmallestFirst()).OffersAt(0, Size, Size, Size / 2);

        bench.Runs();

        Assert.Equal(["1 at 15", "3 at 20", "2 at 30"], bench.Arrived);
    }

    [Fact]
    public void A_discipline_may_hold_a_packet_back_while_the_link_is_free()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new HoldUntil(Milliseconds(40))).OffersAt(0, Size).OffersAt(50, Size);

        bench.Runs();

        Assert.Equal(["1 at 55", "2 at 65"], bench.Arrived);
        Assert.Equal(["0 enqueued 1", "40 dequeued 1 leaves 50", "50 enqueued 2", "50 dequeued 2 leaves 60"], bench.Log);
    }

    [Fact]
    public void A_mark_travels_with_its_packet()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new DropHead(waiting: 2, marks: true)).OffersAt(0, Size, Size, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25 marked", "3 at 35", "4 at 45"], bench.Arrived);
        Assert.Contains("0 marked 2", bench.Log);
    }

    [Fact]
    public void New_properties_hold_for_what_a_discipline_lets_wait()
    {
        LinkProperties faster = LinkBench.Properties with { Rate = Bandwidth.FromMegabits(2) };
        LinkBench bench = new LinkBench(LinkBench.Properties, new DropHead(waiting: 9)).OffersAt(0, Size, Size, Size).ChangesAt(4, faster);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 20", "3 at 25"], bench.Arrived);
    }

    [Fact]
    public void Another_discipline_takes_over_what_waits()
    {
        LinkProperties codel = LinkBench.Properties with { Queue = new QueueSpec.CoDel() };
        LinkBench bench = new LinkBench(LinkBench.Properties).OffersAt(0, Size, Size, Size).ChangesAt(4, codel);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25", "3 at 35"], bench.Arrived);
        Assert.Equal(
            [
                "4 withdrawn 2 from 20", "4 withdrawn 3 from 30", "4 enqueued 2", "4 enqueued 3",
                "10 dequeued 2 leaves 20", "20 dequeued 3 leaves 30",
            ],
            bench.Log.Skip(3));
    }

    [Fact]
    public void What_does_not_fit_into_the_next_discipline_is_dropped()
    {
        LinkProperties small = LinkBench.Properties with { Queue = new QueueSpec.CoDel { Limit = new QueueLimit(2, null) } };
        LinkBench bench = new LinkBench(LinkBench.Properties).OffersAt(0, Size, Size, Size).ChangesAt(4, small);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25"], bench.Arrived);
        Assert.Contains("4 dropped 3 queue from 0", bench.Log);
    }

    [Fact]
    public void Drop_tail_takes_over_from_a_discipline()
    {
        LinkProperties codel = LinkBench.Properties with { Queue = new QueueSpec.CoDel() };
        LinkBench bench = new LinkBench(codel).OffersAt(0, Size, Size, Size).ChangesAt(4, LinkBench.Properties).OffersAt(5, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25", "3 at 35", "4 at 45"], bench.Arrived);
        Assert.Equal(
            ["4 withdrawn 2", "4 withdrawn 3", "4 enqueued 2 leaves 20", "4 enqueued 3 leaves 30", "5 enqueued 4 leaves 40"],
            bench.Log.Skip(4));
    }

    [Fact]
    public void Nothing_that_a_discipline_lets_wait_survives_a_link_that_goes_down()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new DropHead(waiting: 9)).OffersAt(0, Size, Size).GoesDownAt(4);

        bench.Runs();

        Assert.Empty(bench.Arrived);
        Assert.Equal(["4 dropped 1 down from 10", "4 dropped 2 down from its queue"], bench.Log.Skip(3));
    }

    [Fact]
    public void A_discipline_drops_nothing_that_must_arrive()
    {
        LinkProperties narrow = LinkBench.Properties with { Queue = new QueueSpec.CoDel { Limit = new QueueLimit(4, null) } };
        LinkBench bench = new LinkBench(narrow);
        for (int i = 0; i < 100; i++) bench.OffersReliableAt(i, Size);

        bench.Runs();

        Assert.Equal(Enumerable.Range(1, 100).Select(number => $"{number} at {10 * number + 5}"), bench.Arrived);
    }

    /// <summary>The departures that a transmitter works out for drop-tail are those that come of it step by step.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Departures_worked_out_beforehand_are_those_of_the_queue_step_by_step(int seed)
    {
        LinkBench known = Loaded(seed, limit => new DropTail(limit)), steps = Loaded(seed, limit => new SteppedDropTail(limit));

        known.Runs();
        steps.Runs();

        Assert.Contains(known.Log, line => line.EndsWith("queue from 0", StringComparison.Ordinal));
        Assert.Equal(known.Arrived, steps.Arrived);
        Assert.Equal(known.Log.Where(IsDrop), steps.Log.Where(IsDrop));
    }

    private static bool IsDrop(string line) => line.Contains("dropped", StringComparison.Ordinal);

    private static SimTime Milliseconds(long milliseconds) => SimTime.Zero + SimDuration.FromMilliseconds(milliseconds);

    private static LinkBench Loaded(int seed, Func<QueueLimit, QueueDiscipline> queue)
    {
        RandomStream random = RandomStream.For(seed, "load");
        LinkProperties properties = LinkBench.Properties with
        {
            Queue = seed % 2 == 0 ? new QueueLimit(4, null) : new QueueLimit(6, DataSize.FromBytes(4000)),
            Loss = new Probability(0.1),
            Duplicate = new CorrelatedShare(new Probability(0.2)),
            Reorder = new CorrelatedShare(new Probability(0.2)),
        };
        var bench = new LinkBench(properties, queue(properties.Queue.Limit));
        for (int i = 0; i < 300; i++) bench.OffersAt((int)(random.NextDouble() * 2400), 50 + (int)(random.NextDouble() * 1450));
        return bench;
    }

    private sealed class SteppedDropTail(QueueLimit limit) : DropTail(limit)
    {
        internal override bool KnowsDepartures => false;
    }

    /// <summary>First in, first out; the oldest makes room for the newest, or is marked in its place.</summary>
    private sealed class DropHead(int waiting, bool marks = false) : ListDiscipline
    {
        internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
        {
            if (List.Count == waiting && marks) outcomes.Mark(List[0], now);
            else if (List.Count == waiting) outcomes.Drop(Take(), DropReason.QueueFull, now);
            Add(List.Count, packet, now, outcomes);
        }
    }

    private sealed class DropStale(SimDuration limit) : ListDiscipline
    {
        internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
        {
            while (List.Count > 0 && now - List[0].Hop.EnqueuedAt > limit) outcomes.Drop(Take(), DropReason.QueueFull, now);
            return base.Dequeue(now, outcomes);
        }
    }

    private sealed class SmallestFirst : ListDiscipline
    {
        internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
        {
            int place = List.FindIndex(other => other.IpLength > packet.IpLength);
            Add(place < 0 ? List.Count : place, packet, now, outcomes);
        }
    }

    private sealed class HoldUntil(SimTime opening) : ListDiscipline
    {
        internal override SimTime ReadyAt => opening;

        internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes) => now < opening ? null : base.Dequeue(now, outcomes);
    }

    private abstract class ListDiscipline : QueueDiscipline
    {
        internal override bool IsEmpty => List.Count == 0;

        internal override IEnumerable<Packet> Waiting => List;

        protected List<Packet> List { get; } = [];

        internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes) => Add(List.Count, packet, now, outcomes);

        internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes) => List.Count > 0 ? Take() : null;

        internal override void TransmissionEnded(SimTime at)
        {
        }

        internal override void Occupy(int bytes)
        {
        }

        internal override bool HasHalfRoom(Packet packet, int bytes) => true;

        internal override void Clear() => List.Clear();

        internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now) => true;

        protected void Add(int place, Packet packet, SimTime now, IQueueOutcomes outcomes)
        {
            List.Insert(place, packet);
            outcomes.Accept(packet, now);
        }

        protected Packet Take()
        {
            Packet first = List[0];
            List.RemoveAt(0);
            return first;
        }
    }
}
