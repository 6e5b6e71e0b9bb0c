using NetComm.Protocols.Dns;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Tests.Dns;

public sealed class DnsTests
{
    private static readonly Ipv4Address Web = Ipv4Address.FromOctets(10, 0, 0, 2);

    private readonly DnsResponder _server = new(new Dictionary<string, Ipv4Address> { ["web"] = Web });
    private readonly DnsResolver _resolver = new(RandomStream.For(1, "test"));

    [Theory]
    [InlineData("web", DnsType.Address, DnsResponseCode.NoError, 1)]
    [InlineData("WeB", DnsType.Address, DnsResponseCode.NoError, 1)]
    [InlineData("web", DnsType.Any, DnsResponseCode.NoError, 1)]
    [InlineData("web", 28, DnsResponseCode.NoError, 0)]
    [InlineData("nothing", DnsType.Address, DnsResponseCode.NameError, 0)]
    public void A_server_answers_for_its_names(string name, ushort type, DnsResponseCode code, int answers)
    {
        DnsMessage answer = Ask(new DnsMessage { Id = 7, RecursionDesired = true, Questions = [new(name, type)] });

        Assert.Equal(
            (7, true, true, true, code),
            (answer.Id, answer.IsResponse, answer.IsAuthoritative, answer.RecursionDesired, answer.ResponseCode));
        Assert.Equal(name, answer.Questions[0].Name);
        Assert.Equal(answers, answer.Answers.Count(record => record.Address == Web));
    }

    [Theory]
    [InlineData("nothing", DnsType.Address, 1)]
    [InlineData("web", 28, 1)]
    [InlineData("web", DnsType.Address, 0)]
    public void An_answer_that_something_is_not_there_has_the_zones_SOA(string name, ushort type, int authorities)
    {
        // RFC 2308, 2: the SOA record in the authority section says how long the answer may be remembered.
        byte[] answer = _server.Answer(new DnsMessage { Id = 7, Questions = [new(name, type)] }.Write())!;

        Assert.Equal(authorities, answer[9]);
        if (authorities == 0) return;
        int at = 12 + name.Length + 2 + 4;
        Assert.Equal([0, 0, 6, 0, 1, 0, 0, 0, 60], answer[at..(at + 9)]);
        Assert.Equal([0, 0, 0, 60], answer[^4..]);
        Assert.Equal(answer.Length - at - 11, answer[at + 9] << 8 | answer[at + 10]);
    }

    [Fact]
    public void Who_sends_an_OPT_record_gets_one_back()
    {
        // RFC 6891, 6.1.1: an OPT record in a request must be answered by one; 6.1.3: BADVERS (16) to a version that is not known.
        var query = new DnsMessage { Id = 7, Questions = [new("web", DnsType.Address)] };

        DnsMessage plain = Ask(query);
        DnsMessage extended = Ask(query with { Extension = new DnsExtension(4096) });
        DnsMessage later = Ask(query with { Extension = new DnsExtension(4096, Version: 1) });

        Assert.Null(plain.Extension);
        Assert.Equal(new DnsExtension(DnsResponder.LargestDatagram), extended.Extension);
        Assert.Equal(Web, extended.Answers[0].Address);
        Assert.Equal((byte)1, later.Extension!.ResponseCodeHigh);
        Assert.Empty(later.Answers);
    }

    [Fact]
    public void Over_TCP_each_message_has_its_length_in_front_in_any_pieces()
    {
        // RFC 7766, 8: two bytes of length; 6.2.1.1: a client may send several queries without waiting.
        var session = new DnsStreamSession(_server);
        byte[] query = new DnsMessage { Id = 7, Questions = [new("web", DnsType.Address)] }.Write();
        byte[] framed = [0, (byte)query.Length, .. query];
        byte[] answer = _server.Answer(query)!;
        session.Opened(MachineDriver.At(0));

        foreach (byte one in framed[..^1]) session.Received([one], MachineDriver.At(0.5));
        Assert.Empty(session.Take());
        Assert.Equal(MachineDriver.At(30), session.NextTimer); // half a query gains no time
        session.Received([framed[^1], .. framed, 0], MachineDriver.At(1));

        byte[][] sent = [.. session.Take().OfType<StreamEffect.Send>().Select(send => send.Content.Read(0, 999))];
        Assert.Equal(2, sent.Length);
        Assert.All(sent, one => Assert.Equal([0, (byte)answer.Length, .. answer], one));
        Assert.Equal(MachineDriver.At(31), session.NextTimer);
        session.TimerExpired(MachineDriver.At(31));
        Assert.IsType<StreamEffect.Close>(Assert.Single(session.Take()));
    }

    [Fact]
    public void A_server_refuses_what_it_does_not_do()
    {
        Assert.Equal(DnsResponseCode.NotImplemented, Ask(new DnsMessage { Id = 1, Opcode = 2 }).ResponseCode);
        Assert.Equal(DnsResponseCode.FormatError, Ask(new DnsMessage { Id = 1 }).ResponseCode);
        Assert.Equal(DnsResponseCode.Refused, Ask(new DnsMessage { Id = 1, Questions = [new("web", 1, 3)] }).ResponseCode);
        Assert.Null(_server.Answer(new DnsMessage { Id = 1, IsResponse = true }.Write()));
        Assert.Null(_server.Answer([1, 2, 3]));
        Assert.Null(_server.Answer([0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x40]));
        Assert.True(DnsMessage.TryRead(_server.Answer([0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x40]), out DnsMessage? answer));
        Assert.Equal((9, DnsResponseCode.FormatError), (answer.Id, answer.ResponseCode));
    }

    [Fact]
    public void An_answer_is_kept_as_long_as_it_says()
    {
        _resolver.Ask("web", MachineDriver.At(0));
        _resolver.Received(_server.Answer(Sent()), MachineDriver.At(1));
        Assert.Equal([new DnsEffect.Resolved("web", Web, DnsResponseCode.NoError, IsCached: false)], _resolver.Take());

        _resolver.Ask("WEB", MachineDriver.At(60.9));
        Assert.Equal([new DnsEffect.Resolved("WEB", Web, DnsResponseCode.NoError, IsCached: true)], _resolver.Take());

        _resolver.Ask("web", MachineDriver.At(61));
        Assert.IsType<DnsEffect.Send>(Assert.Single(_resolver.Take()));
    }

    [Fact]
    public void A_query_without_an_answer_is_sent_once_more_and_then_given_up()
    {
        _resolver.Ask("web", MachineDriver.At(0));
        byte[] first = Sent();

        List<(SimTime Time, DnsEffect Effect)> later = _resolver.RunUntil(100);

        Assert.Equal([5.0, 10.0], later.Select(done => done.Time.TotalSeconds));
        Assert.Equal(first, Assert.IsType<DnsEffect.Send>(later[0].Effect).Query);
        Assert.Equal(new DnsEffect.Resolved("web", null, Response: null, IsCached: false), later[1].Effect);
    }

    [Fact]
    public void Only_an_answer_to_the_question_counts()
    {
        _resolver.Ask("web", MachineDriver.At(0));
        byte[] query = Sent();
        byte[] answer = _server.Answer(query)!;
        byte[] otherId = [.. answer];
        otherId[1] ^= 1;
        byte[] otherName = [.. answer];
        otherName[13] = (byte)'x';

        foreach (byte[] wrong in (byte[][])[query, otherId, otherName, [], [1, 2, 3]]) _resolver.Received(wrong, MachineDriver.At(1));
        Assert.Empty(_resolver.Take());

        _resolver.Received(answer, MachineDriver.At(1));
        _resolver.Received(answer, MachineDriver.At(1));
        Assert.Single(_resolver.Take());
    }

    [Fact]
    public void Aliases_are_followed_and_circles_are_not()
    {
        byte[] Answered(string hex)
        {
            _resolver.Ask("w", MachineDriver.At(1));
            byte[] id = Sent()[..2];
            return [.. id, .. Convert.FromHexString(hex)];
        }

        _resolver
            .Received(
            Answered(
                "81800001000200000000" + "01770000010001" + "C00C00050001" + "0000003C" + "0004" + "0178C00C" + "C01F00010001" + "00000000"
                    + "00040A000002"), MachineDriver.At(1));
        Assert.Equal([new DnsEffect.Resolved("w", Web, DnsResponseCode.NoError, IsCached: false)], _resolver.Take());

        _resolver.Received(
            Answered("81800001000100000000" + "01770000010001" + "C00C00050001" + "0000003C" + "0002" + "C00C"), MachineDriver.At(1));
        Assert.Equal([new DnsEffect.Resolved("w", null, DnsResponseCode.NoError, IsCached: false)], _resolver.Take());
    }

    private DnsMessage Ask(DnsMessage query)
    {
        Assert.True(DnsMessage.TryRead(_server.Answer(query.Write()), out DnsMessage? answer));
        return answer;
    }

    private byte[] Sent() => Assert.IsType<DnsEffect.Send>(Assert.Single(_resolver.Take())).Query;
}
