using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class ProgramTests
{
    private static readonly ProgramStep Udp = new ProgramStep.OpenSocket(Stream: false, "s");

    [Fact]
    public void The_exchange_of_the_text_runs()
    {
        NetworkBuilder network = Pair()
            .Program("b", Udp, new ProgramStep.Bind("s", 65432, null), new ProgramStep.ReceiveFrom("s", 1024, "data", "peer", null),
                new ProgramStep.Print("Received: {data} from {peer}"), new ProgramStep.SendTo("s", "{peer}", null, "Hello, Client!"))
            .Program(
            "a", Udp, new ProgramStep.SendTo("s", "b", 65432, "Hello, Server!"), new ProgramStep.ReceiveFrom("s", 1024, "data", null, null),
                new ProgramStep.Print("Received: {data}"), new ProgramStep.Close("s"));

        RunOutcome result = SimulatedRun.Of(network.Build());

        Assert.True(result.Complete);
        EventList events = EventList.Of(result.Trace);
        Assert.Equal(
            ["Received: Hello, Server! from 10.0.0.1:49152", "Received: Hello, Client!"], events.Texts(TraceEventKind.ProgramPrinted));
        Assert.Equal(["", ""], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Equal(["Hello, Server!", "Hello, Client!"], events.Texts(TraceEventKind.PayloadAttached));
    }

    [Fact]
    public void A_timeout_that_passes_is_ETIMEDOUT() =>
        AssertEndsWith("ETIMEDOUT", Udp, new ProgramStep.Bind("s", 9000, null),
            new ProgramStep.ReceiveFrom("s", 10, "x", null, SimDuration.FromSeconds(2)));

    [Fact]
    public void A_port_in_use_is_EADDRINUSE() => AssertEndsWith(
        "EADDRINUSE", Udp, new ProgramStep.OpenSocket(false, "other"), new ProgramStep.Bind("other", 9000, null),
        new ProgramStep.Bind("s", 9000, null));

    [Fact]
    public void An_address_of_another_host_is_EADDRNOTAVAIL() =>
    AssertEndsWith("EADDRNOTAVAIL", Udp, new ProgramStep.Bind("s", 9000, "10.0.0.2"));

    [Fact]
    public void A_broadcast_without_the_option_is_EACCES() =>
    AssertEndsWith("EACCES", Udp, new ProgramStep.SendTo("s", "255.255.255.255", 9000, "x"));

    [Fact]
    public void A_datagram_too_long_is_EMSGSIZE() =>
    AssertEndsWith("EMSGSIZE", Udp, new ProgramStep.SendTo("s", "b", 9000, new string('x', 65_508)));

    [Fact]
    public void Sending_without_a_peer_is_EDESTADDRREQ() => AssertEndsWith("EDESTADDRREQ", Udp, new ProgramStep.Send("s", "x", All: true));

    [Fact]
    public void Listening_on_a_datagram_socket_is_EOPNOTSUPP() => AssertEndsWith("EOPNOTSUPP", Udp, new ProgramStep.Listen("s", 1));

    [Fact]
    public void A_closed_socket_is_EBADF() => AssertEndsWith("EBADF", Udp, new ProgramStep.Close("s"), new ProgramStep.Close("s"));

    [Fact]
    public void An_address_that_no_network_leads_to_is_ENETUNREACH() =>
    AssertEndsWith("ENETUNREACH", Udp, new ProgramStep.SendTo("s", "192.0.2.1", 9000, "x"));

    [Fact]
    public void An_expectation_that_does_not_hold_ends_the_program_and_says_so() =>
        AssertEndsWith(
            "expected \"a\" to equal \"b\"", new ProgramStep.Set([new("x", "a")]), new ProgramStep.Expect(new("{x}", ConditionOperator.Equal, "b")));

    [Fact]
    public void A_datagram_longer_than_the_reader_asked_for_is_cut()
    {
        NetworkBuilder network = Pair()
            .Program("b", Udp, new ProgramStep.Bind("s", 9000, null), new ProgramStep.ReceiveFrom("s", 5, "x", null, null),
            new ProgramStep.Print("{x}"),
                new ProgramStep.ReceiveFrom("s", 5, "x", null, null), new ProgramStep.Print("{x}"))
            .Program("a", Udp, new ProgramStep.SendTo("s", "b", 9000, "Hello, Server!"), new ProgramStep.SendTo("s", "b", 9000, "next"));

        EventList events = EventList.Of(SimulatedRun.Of(network.Build()).Trace);

        Assert.Equal(["Hello", "next"], events.Texts(TraceEventKind.ProgramPrinted));
    }

    [Fact]
    public void A_loop_repeats_its_steps_and_sleep_passes_virtual_time()
    {
        NetworkBuilder network =
            Pair().Program(
                "a", new ProgramStep.Repeat(3, [new ProgramStep.Sleep(SimDuration.FromSeconds(10)), new ProgramStep.Print("{{tick}}")]));

        RunOutcome result = SimulatedRun.Of(network.Build());

        Assert.Equal(["{tick}", "{tick}", "{tick}"], EventList.Of(result.Trace).Texts(TraceEventKind.ProgramPrinted));
        Assert.Equal(30, result.Trace.End.TotalSeconds);
    }

    [Fact]
    public void Steps_without_end_are_ELOOP() =>
        AssertEndsWith("ELOOP", new ProgramStep.Repeat(int.MaxValue, [new ProgramStep.Repeat(int.MaxValue, [Assign("x", "y")])]));

    [Fact]
    public void Loops_without_a_step_are_ELOOP() =>
        AssertEndsWith("ELOOP", new ProgramStep.Repeat(int.MaxValue, [new ProgramStep.Repeat(int.MaxValue, [])]));

    [Fact]
    public void Long_texts_count_as_many_steps() => AssertEndsWith(
        "ELOOP", Assign("x", new string('a', 1 << 20)), new ProgramStep.Repeat(int.MaxValue, [new ProgramStep.Print("")]),
        new ProgramStep.Repeat(int.MaxValue, [Assign("y", "{x}")]));

    [Fact]
    public void A_text_that_doubles_for_ever_is_ENOMEM() =>
        AssertEndsWith("ENOMEM", Assign("x", "aaaaaaaaaaaaaaaa"), new ProgramStep.Repeat(40, [Assign("x", "{x}{x}")]));

    [Fact]
    public void What_is_printed_without_end_is_ENOMEM() => AssertEndsWith(
        "ENOMEM", Assign("x", new string('a', 1 << 20)), new ProgramStep.Repeat(17, [new ProgramStep.Print("{x}")]));

    [Fact]
    public void Sockets_without_end_are_EMFILE() =>
        AssertEndsWith("EMFILE", new ProgramStep.Repeat(2000, [new ProgramStep.OpenSocket(Stream: false, "s")]));

    [Fact]
    public void Two_million_steps_with_pauses_between_them_end_well() => AssertEndsWith(
        "", new ProgramStep.Repeat(4, [new ProgramStep.Repeat(400_000, [Assign("x", "y")]), new ProgramStep.Sleep(SimDuration.FromSeconds(1))]));

    private static ProgramStep.Set Assign(string name, string value) => new([KeyValuePair.Create(name, value)]);

    [Fact]
    public void A_server_that_waits_holds_no_run()
    {
        NetworkBuilder network =
            Pair().Program("b", Udp, new ProgramStep.Bind("s", 9000, null), new ProgramStep.ReceiveFrom("s", 5, "x", null, null));

        RunOutcome result = SimulatedRun.Of(network.Build(duration: SimDuration.FromSeconds(60)));

        Assert.Equal(SimTime.Zero, result.Trace.End);
        Assert.Empty(EventList.Of(result.Trace).Texts(TraceEventKind.ProgramEnded));
    }

    private static NetworkBuilder Pair() =>
        new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Delay = SimDuration.FromMilliseconds(1) });

    private static void AssertEndsWith(string failure, params ProgramStep[] steps)
    {
        RunOutcome result = SimulatedRun.Of(Pair().Program("a", steps).Build());

        Assert.True(result.Complete);
        Assert.Equal([failure], EventList.Of(result.Trace).Texts(TraceEventKind.ProgramEnded));
    }
}
