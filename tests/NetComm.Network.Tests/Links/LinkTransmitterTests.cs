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
    public void A_discipline_that_drops_from_the_head_sends_those_behind_it_earlier()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new DropHead(waiting: 2)).OffersAt(0, Size, Size, Size).OffersAt(1, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "3 at 25", "4 at 35"], bench.Arrived);
        Assert.Equal(
            [
                "0 enqueued 1 leaves 10", "0 enqueued 2 leaves 20", "0 enqueued 3 leaves 30",
                "1 dropped 2 queue from 20", "1 enqueued 4 leaves 30",
                "10 withdrawn 3 from 30", "10 withdrawn 4 from 30", "10 enqueued 3 leaves 20", "10 enqueued 4 leaves 30",
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
        Assert.Equal("20 dropped 3 queue from 30", bench.Log[^1]);
    }

    [Fact]
    public void A_discipline_may_let_a_packet_go_ahead_of_those_that_came_before_it()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new SmallestFirst()).OffersAt(0, Size, Size, Size / 2);

        bench.Runs();

        Assert.Equal(["1 at 15", "3 at 20", "2 at 30"], bench.Arrived);
        Assert.Equal(
            ["10 withdrawn 3 from 25", "10 withdrawn 2 from 20", "10 enqueued 3 leaves 15", "10 enqueued 2 leaves 25"], bench.Log.Skip(3));
    }

    [Fact]
    public void A_mark_travels_with_its_packet()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new DropHead(waiting: 2, marks: true)).OffersAt(0, Size, Size, Size, Size);

        bench.Runs();

        Assert.Equal(["1 at 15", "2 at 25 marked", "3 at 35", "4 at 45"], bench.Arrived);
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
    public void Nothing_that_a_discipline_lets_wait_survives_a_link_that_goes_down()
    {
        LinkBench bench = new LinkBench(LinkBench.Properties, new DropHead(waiting: 9)).OffersAt(0, Size, Size).GoesDownAt(4);

        bench.Runs();

        Assert.Empty(bench.Arrived);
        Assert.Equal(["4 dropped 1 down from 10", "4 dropped 2 down from 20"], bench.Log.Skip(2));
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
        LinkBench known = Loaded(seed, new DropTail()), steps = Loaded(seed, new SteppedDropTail());

        known.Runs();
        steps.Runs();

        Assert.Contains(known.Log, line => line.EndsWith("queue from 0", StringComparison.Ordinal));
        Assert.Equal(known.Arrived, steps.Arrived);
        Assert.Equal(known.Log, steps.Log);
    }

    private static LinkBench Loaded(int seed, QueueDiscipline queue)
    {
        RandomStream random = RandomStream.For(seed, "load");
        LinkProperties properties = LinkBench.Properties with
        {
            Queue = seed % 2 == 0 ? new QueueLimit(4, null) : new QueueLimit(6, DataSize.FromBytes(4000)),
            Loss = new Probability(0.1),
            Duplicate = new CorrelatedShare(new Probability(0.2)),
            Reorder = new CorrelatedShare(new Probability(0.2)),
        };
        queue.Limit(properties.Queue);
        var bench = new LinkBench(properties, queue);
        for (int i = 0; i < 300; i++) bench.OffersAt((int)(random.NextDouble() * 2400), 50 + (int)(random.NextDouble() * 1450));
        return bench;
    }

    private sealed class SteppedDropTail : DropTail
    {
        internal override bool KnowsDepartures => false;
    }

    /// <summary>First in, first out; the oldest makes room for the newest, or is marked in its place.</summary>
    private sealed class DropHead(int waiting, bool marks = false) : ListDiscipline
    {
        internal override bool Enqueue(Packet packet, int bytes, SimTime now, IQueueOutcomes outcomes)
        {
            if (List.Count == waiting && marks) outcomes.Mark(List[0]);
            else if (List.Count == waiting) outcomes.Drop(Take(), DropReason.QueueFull, now);
            List.Add(packet);
            return true;
        }

        internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes) => List.Count > 0 ? Take() : null;
    }

    private sealed class DropStale(SimDuration limit) : ListDiscipline
    {
        private readonly Dictionary<Packet, SimTime> _since = [];

        internal override bool Enqueue(Packet packet, int bytes, SimTime now, IQueueOutcomes outcomes)
        {
            List.Add(packet);
            _since[packet] = now;
            return true;
        }

        internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
        {
            while (List.Count > 0 && now - _since[List[0]] > limit) outcomes.Drop(Take(), DropReason.QueueFull, now);
            return List.Count > 0 ? Take() : null;
        }
    }

    private sealed class SmallestFirst : ListDiscipline
    {
        internal override bool Enqueue(Packet packet, int bytes, SimTime now, IQueueOutcomes outcomes)
        {
            int place = List.FindIndex(other => other.IpLength > packet.IpLength);
            List.Insert(place < 0 ? List.Count : place, packet);
            return true;
        }

        internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes) => List.Count > 0 ? Take() : null;
    }

    private abstract class ListDiscipline : QueueDiscipline
    {
        protected List<Packet> List { get; } = [];

        internal override IEnumerable<Packet> Waiting => List;

        internal override void Clear() => List.Clear();

        internal override void Limit(QueueLimit limit)
        {
        }

        protected Packet Take()
        {
            Packet first = List[0];
            List.RemoveAt(0);
            return first;
        }
    }
}
