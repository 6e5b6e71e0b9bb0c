using System.Text;
using FsCheck.Xunit;
using NetComm.Protocols.Gossip;

namespace NetComm.Protocols.Tests.Gossip;

public sealed class GossipMachineTests
{
    private static readonly SimDuration Interval = SimDuration.FromSeconds(1);

    [Fact]
    public void Who_starts_a_rumour_tells_it_to_as_many_as_the_fanout_in_each_round()
    {
        GossipMachine peer = New("p0", 5, fanout: 2);
        peer.Begin("rain", MachineDriver.At(0));
        Assert.Equal(new GossipEffect.Learnt("rain", 0, null), peer.Take()[0]);

        foreach (int round in (int[])[1, 2, 3])
        {
            GossipEffect.Send[] told = [.. Told(peer.RunUntil(round).Select(done => done.Effect))];

            Assert.Equal(2, told.Select(one => one.To).Distinct().Count());
            Assert.All(
                told, one => Assert.Equal((GossipKind.Rumour, round, "rain"), (one.Message.Kind, one.Message.Round, one.Message.Rumour)));
        }
    }

    [Fact]
    public void A_rumour_is_new_once_and_told_from_the_next_round_on()
    {
        GossipMachine peer = New("p1", 3, fanout: 1);
        peer.Begin(null, MachineDriver.At(0));
        peer.Take();
        var message = new GossipMessage(GossipKind.Rumour, 4, "p0", "rain", []);

        peer.Received(message, At("p0"), MachineDriver.At(0.5));
        Assert.Equal(["Learnt { Rumour = rain, Round = 4, From = p0 }", "new 4"], peer.Take().Select(Text));
        peer.Received(message, At("p0"), MachineDriver.At(0.6));
        Assert.Empty(peer.Take());

        Assert.Equal(5, Told(peer.RunUntil(1).Select(done => done.Effect)).Single().Message.Round);
    }

    [Fact]
    public void Interest_is_lost_when_telling_was_in_vain_often_enough()
    {
        GossipMachine peer = New("p0", 2, fanout: 1);
        peer.Begin("rain", MachineDriver.At(0));
        Assert.True(peer.IsTelling);

        List<(SimTime Time, GossipEffect Effect)> done = peer.RunUntil(1000);

        // One other: log₂ 2 = 1 on top of 10.
        Assert.Equal(11, Told(done.Select(one => one.Effect)).Count());
        Assert.Equal((MachineDriver.At(12), new GossipEffect.LostInterest("rain", 12, 11, 11)), done[^1]);
        Assert.False(peer.IsTelling);
    }

    [Fact]
    public void News_keep_interest_awake()
    {
        GossipMachine peer = New("p0", 2, fanout: 1);
        peer.Begin("rain", MachineDriver.At(0));
        peer.RunUntil(3);
        for (int i = 0; i < 3; i++) peer.Received(new GossipMessage(GossipKind.New, 1, "p1", "rain", []), At("p1"), MachineDriver.At(3.5));

        Assert.Equal(new GossipEffect.LostInterest("rain", 15, 14, 11), peer.RunUntil(1000)[^1].Effect);
    }

    [Fact]
    public void Members_are_met_by_hellos_and_by_what_others_say()
    {
        GossipMachine lonely = new("a", [], 2, Interval, RandomStream.For(1, "a"));
        lonely.Begin("rain", MachineDriver.At(0));
        lonely.Take();

        lonely.Received(
            new GossipMessage(GossipKind.Hello, 0, "b", null, [("c", At("c")), ("a", At("a"))]), At("b"), MachineDriver.At(0.1));

        Assert.Equal(2, lonely.Members);
        Assert.Equal(["welcome 0"], lonely.Take().Select(Text));
        Assert.Equal(2, Told(lonely.RunUntil(1).Select(done => done.Effect)).Count());
    }

    [Fact]
    public void Who_comes_late_is_told_by_whom_it_greets()
    {
        GossipMachine peer = New("p0", 2, fanout: 1);
        peer.Begin("rain", MachineDriver.At(0));
        peer.RunUntil(1000);

        peer.Received(new GossipMessage(GossipKind.Hello, 0, "late", null, []), At("p9"), MachineDriver.At(1000));

        Assert.Equal(["welcome 0", "rumour 1000"], peer.Take().Select(Text));
    }

    [Fact]
    public void Hellos_are_said_in_five_rounds_unless_somebody_answers()
    {
        GossipMachine peer = New("p0", 2, fanout: 3);
        peer.Begin(null, MachineDriver.At(0));
        Assert.Equal(["hello 0"], peer.Take().Select(Text));
        Assert.Equal([1.0, 2.0, 3.0, 4.0], peer.RunUntil(100).Select(done => done.Time.TotalSeconds));

        GossipMachine answered = New("p0", 2, fanout: 3);
        answered.Begin(null, MachineDriver.At(0));
        answered.Take();
        answered.Received(new GossipMessage(GossipKind.Welcome, 0, "p1", null, []), At("p1"), MachineDriver.At(0.1));
        Assert.Empty(answered.RunUntil(100));
    }

    [Property(MaxTest = 50)]
    public void A_rumour_reaches_everybody_and_then_all_is_quiet(byte peers, byte fanout, int seed)
    {
        int count = 2 + peers % 40;
        GossipMachine[] all = [.. Enumerable.Range(0, count).Select(i => New($"p{i}", count, 1 + fanout % 4, seed))];
        var known = new HashSet<int>();
        var underWay = new Queue<(int To, int From, GossipMessage Message)>();
        for (int i = 0; i < count; i++)
        {
            all[i].Begin(i == 0 ? "rain" : null, MachineDriver.At(0));
            Carry(i);
        }

        double now = 0;
        for (; now < 200 && all.Any(peer => peer.NextTimer is not null); now++)
        {
            for (int i = 0; i < count; i++)
            {
                all[i].TimerExpired(MachineDriver.At(now));
                Carry(i);
            }

            while (underWay.TryDequeue(out (int To, int From, GossipMessage Message) one))
            {
                all[one.To].Received(one.Message, At($"p{one.From}"), MachineDriver.At(now + 0.1));
                Carry(one.To);
            }
        }

        Assert.Equal(count, known.Count);
        Assert.All(all, peer => Assert.False(peer.IsTelling));
        Assert.InRange(now, 1, 150);

        void Carry(int i)
        {
            foreach (GossipEffect effect in all[i].Take())
            {
                if (effect is GossipEffect.Learnt) Assert.True(known.Add(i));
                if (effect is not GossipEffect.Send send) continue;
                Assert.True(GossipMessage.TryRead(send.Message.Write(), out GossipMessage? message));
                underWay.Enqueue(((int)send.To.Address.Value - 1000, i, message));
            }
        }
    }

    [Fact]
    public void A_message_survives_the_wire()
    {
        var message = new GossipMessage(GossipKind.Rumour, 3, "p1", "wolf, \"it\" said ä", [("p2", At("p2"))]);

        Assert.True(GossipMessage.TryRead(message.Write(), out GossipMessage? read));

        Assert.Equal((message.Kind, message.Round, message.From, message.Rumour), (read.Kind, read.Round, read.From, read.Rumour));
        Assert.Equal(message.Members, read.Members);
        Assert.Equal(
            "gossip rumour 3 p1\nmember p2 0.0.3.234:7946\nrumour wolf, \"it\" said ä\n", Encoding.UTF8.GetString(message.Write()));
    }

    [Property(MaxTest = 1000)]
    public void Hostile_datagrams_are_read_or_refused(byte[] bytes, byte start)
    {
        string[] starts = ["", "gossip hello 0 x\n", "gossip rumour 1 x\nrumour ", "gossip new 4294967295 x\nmember "];
        GossipMachine peer = New("p0", 3, fanout: 2);
        peer.Begin("rain", MachineDriver.At(0));

        bool isRead =
            GossipMessage.TryRead([.. Encoding.UTF8.GetBytes(starts[start % starts.Length]), .. bytes], out GossipMessage? message);
        if (isRead) peer.Received(message!, At("p9"), MachineDriver.At(0));

        Assert.Equal(isRead, message is not null);
    }

    private static GossipMachine New(string name, int count, int fanout, int seed = 1) =>
        new(name, Enumerable.Range(0, count).Select(i => ($"p{i}", At($"p{i}"))), fanout, Interval, RandomStream.For((uint)seed, name));

    private static IpEndpoint At(string name) => new(new Ipv4Address(name.Length > 1 ? 1000 + uint.Parse(name[1..]) : name[0]), 7946);

    private static IEnumerable<GossipEffect.Send> Told(IEnumerable<GossipEffect> effects) =>
        effects.OfType<GossipEffect.Send>().Where(send => send.Message.Kind == GossipKind.Rumour);

    private static string Text(GossipEffect effect) =>
        effect is GossipEffect.Send send ? $"{send.Message.Kind.ToString().ToLowerInvariant()} {send.Message.Round}" : effect.ToString();
}
