using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

public sealed class EchoTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };

    [Fact]
    public void Ping_prints_a_line_for_each_answer_and_figures_at_the_end()
    {
        Assert.Equal(
        [
            "PING b (10.0.2.2) 56(84) bytes of data.",
            "64 bytes from b (10.0.2.2): icmp_seq=1 ttl=62 time=6.000 ms",
            "64 bytes from b (10.0.2.2): icmp_seq=2 ttl=62 time=6.000 ms",
            "--- b ping statistics ---",
            "2 packets transmitted, 2 received, 0% packet loss, time 1006ms",
            "rtt min/avg/max/mdev = 6.000/6.000/6.000/0.000 ms",
        ], Printed(Line(), "a", Ping("b", "10.0.2.2", count: 2)));
    }

    [Fact]
    public void Ping_of_a_port_less_router_and_of_its_own_host_is_answered()
    {
        Assert.Contains(
            "64 bytes from r2 (10.0.1.2): icmp_seq=1 ttl=63 time=4.000 ms", Printed(Line(), "a", Ping("r2", "10.0.1.2", count: 1)));
        Assert.Contains(
            "64 bytes from a (10.0.0.1): icmp_seq=1 ttl=64 time=0.000 ms", Printed(Line(), "a", Ping("a", "10.0.0.1", count: 1)));
    }

    [Fact]
    public void Ping_without_an_answer_fails_with_ETIMEDOUT()
    {
        NetworkBuilder network = Line().Crash(SimDuration.Zero, "b");

        EventList events = Run(network, "a", Ping("b", "10.0.2.2", count: 2));

        Assert.Equal(["ETIMEDOUT"], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Contains("2 packets transmitted, 0 received, 100% packet loss, time 11000ms", events.Texts(TraceEventKind.ProgramPrinted));
    }

    [Fact]
    public void Ping_where_no_route_leads_says_who_reports_it()
    {
        NetworkBuilder network = Line().Hosts("island");

        EventList events = Run(network, "a", Ping("10.9.9.9", "10.9.9.9", count: 1));

        Assert.Equal(["ENETUNREACH"], events.Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public void Ping_of_an_address_on_the_lan_that_nobody_has_hears_it_from_its_own_host()
    {
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b").Lan("office", OneMillisecond, "a", "b");

        EventList events = Run(network, "a", Ping("10.0.0.77", "10.0.0.77", count: 1));

        Assert.Contains("From a (10.0.0.1) icmp_seq=1 Destination Host Unreachable", events.Texts(TraceEventKind.ProgramPrinted));
        Assert.Equal(["EHOSTUNREACH"], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Equal(3, events.Of(TraceEventKind.ArpSent).Count());
    }

    [Fact]
    public void Ping_of_an_address_on_another_lan_that_nobody_has_hears_it_from_the_router_there()
    {
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b").Routers("r").Lan("office", OneMillisecond, "a", "r")
            .Lan("lab", OneMillisecond, "b", "r");

        EventList events = Run(network, "a", Ping("10.0.1.77", "10.0.1.77", count: 1));

        Assert.Contains("From r (10.0.0.2) icmp_seq=1 Destination Host Unreachable", events.Texts(TraceEventKind.ProgramPrinted));
    }

    [Fact]
    public void Ping_of_many_is_EACCES() =>
        Assert.Equal(["EACCES"], Run(Line(), "a", Ping("all", "255.255.255.255", count: 1)).Texts(TraceEventKind.ProgramEnded));

    [Fact]
    public void Traceroute_names_every_router_of_the_path()
    {
        Assert.Equal(
        [
            "traceroute to b (10.0.2.2), 30 hops max, 84 byte packets",
            " 1  r1 (10.0.0.2)  2.000 ms  2.000 ms",
            " 2  r2 (10.0.1.2)  4.000 ms  4.000 ms",
            " 3  b (10.0.2.2)  6.000 ms  6.000 ms",
        ], Printed(Line(), "a", new AppTask.Traceroute("b", Address("10.0.2.2"), 2, SimDuration.Zero)));
    }

    [Fact]
    public void Traceroute_marks_what_stays_unanswered_and_fails_after_thirty_hops()
    {
        NetworkBuilder network = Line().Crash(SimDuration.Zero, "b");

        EventList events = Run(network, "a", new AppTask.Traceroute("b", Address("10.0.2.2"), 1, SimDuration.Zero));

        Assert.Equal(" 3  *", events.Texts(TraceEventKind.ProgramPrinted).ElementAt(3));
        Assert.Equal(31, events.Texts(TraceEventKind.ProgramPrinted).Count());
        Assert.Equal(["EHOSTUNREACH"], events.Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public void A_ping_flow_is_answered_by_the_host_itself()
    {
        Scenario scenario =
            Line().Flow("a", "b", new Traffic.Ping(SimDuration.FromMilliseconds(10), PayloadSize.Of(56)), count: 3,
                with: flow => flow with { Transport = Transport.Icmp })
            .Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(["icmp 10.0.0.1:1 > 10.0.2.2:0 ttl 64", "icmp 10.0.2.2:0 > 10.0.0.1:1 ttl 64"],
            events.Texts(TraceEventKind.ConversationOpened));
        Assert.Equal([1, 0, 1, 0, 1, 0], events.Of(TraceEventKind.Received).Select(e => e.Place));
        Assert.All(events.Of(TraceEventKind.ConversationOpened), opened => Assert.Equal(0, opened.Packet));
    }

    private static AppTask.Ping Ping(string to, string address, int count) => new(to, Address(address), count, SimDuration.FromSeconds(1));

    private static Ipv4Address Address(string text) =>
        Ipv4Address.TryParse(text, out Ipv4Address address) ? address : throw new ArgumentException(text);

    /// <summary>a, r1, r2, b in a row.</summary>
    private static NetworkBuilder Line() => new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2")
        .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("r2", "b", OneMillisecond);

    private static IEnumerable<string> Printed(NetworkBuilder network, string host, AppTask task) =>
        Run(network, host, task).Texts(TraceEventKind.ProgramPrinted);

    private static EventList Run(NetworkBuilder network, string host, AppTask task) =>
        EventList.Of(SimulatedRun.Of(network.App(host, task).Build()).Trace);
}
