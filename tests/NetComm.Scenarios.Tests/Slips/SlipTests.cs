namespace NetComm.Scenarios.Tests.Slips;

/// <summary>Slips of the first hour: each is told once, with what was meant, and hides nothing else.</summary>
public sealed class SlipTests
{
    private const string Call = "traffic: { kind: constant, rate: 10 packets/s, size: 100 B }, count: 5";

    /// <summary>Two hosts and a link; the run has an end.</summary>
    private const string Pair =
        "scenario: s\nduration: 1 s\nhosts: { a: {}, b: {} }\nlinks: [ { name: w, between: [a, b], delay: 1 ms } ]\n";

    [Fact]
    public void A_misspelt_section_is_one_mistake_and_those_in_it_and_beside_it_are_told_too()
    {
        const string Text = "scenario: s\nhosts: { a: {}, b: {} }\nlinks: [ { name: w, between: [a, b] } ]\n"
            + $"flow: [ {{ name: f, from: a, to: c, {Call} }} ]\n"
            + "expect: [ f.loss < 1 %, f.sent == 5, f.latency.p95 < 5 ms, f.received by b == 5, w.utilisation < full ]\n";

        Assert.Equal(
            [
                (4, "unknown key 'flow'", "flows"),
                (4, "flow 'f': 'to' must be a host, LAN, group or anycast address, but there is no 'c'", null),
                (5, "expectation 5: utilisation must be a share such as '0.5 %', but was 'full'", null),
            ],
            Told(Text));
    }

    [Fact]
    public void Misspelt_names_and_hosts_are_found_by_those_who_refer_to_them()
    {
        const string Text = "scenario: s\nhost: { a: {}, b: {} }\nlink: [ { nmae: w, between: [a, b], dealy: 1 ms } ]\n"
            + $"flows: [ {{ nmae: f, form: a, to: b, {Call} }} ]\nexpect: [ f.loss < 1 %, w.utilisation < 1 % ]\n";

        Assert.Equal(["hosts", "links", "name", "delay", "name", "from"], Told(Text).Select(problem => problem.Meant));
    }

    [Fact]
    public void A_misspelt_step_makes_the_socket_that_later_steps_use()
    {
        const string Text = Pair + "programs: [ { name: p, host: a, steps: [ { sokcet: { type: stream, as: s } }, "
            + "{ connect: { socket: s, to: b, port: 80 } }, { send: { socket: s, data: x } }, { close: s } ] } ]\n";

        Assert.Equal([(5, "program 'p', step 1: unknown step 'sokcet'", "socket")], Told(Text));
    }

    [Fact]
    public void A_value_that_does_not_fit_was_meant_for_no_other_key()
    {
        const string Text = Pair + $"flows: [ {{ name: f, from: a, to: b, ttll: yes, {Call} }} ]\n";

        Assert.Equal([(5, "flow 'f': unknown key 'ttll'", "ttl")], Told(Text));
    }

    [Theory]
    [InlineData("traffic: cbr", "flow 'f': traffic must be a mapping, but was 'cbr'", "{ kind: constant }")]
    [InlineData("traffic: poisson", "flow 'f': traffic must be a mapping, but was 'poisson'", "{ kind: poisson }")]
    [InlineData("traffic: { kind: cbr, rate: 9 packets/s, size: 9 B }", "flow 'f': unknown traffic kind 'cbr'", "constant")]
    [InlineData("traffic: { kind: FTP }", "flow 'f': unknown traffic kind 'FTP'", "bulk")]
    public void Traffic_by_another_name_is_told_by_ours(string traffic, string rule, string meant) =>
        Assert.Equal([(5, rule, meant)], Told(Pair + $"flows: [ {{ name: f, from: a, to: b, {traffic} }} ]\nexpect: [ f.loss < 1 % ]\n"));

    [Fact]
    public void What_a_key_of_its_own_would_hold_is_put_into_it()
    {
        string text = Pair.Replace("delay: 1 ms", "queue: 50 packets", StringComparison.Ordinal);

        Assert.Equal([(4, "link 'w': queue must be a mapping, but was '50 packets'", "{ limit: 50 packets }")], Told(text));
    }

    [Theory]
    [InlineData("close: { socket: s }", "close must be a socket's name, but was a mapping", "close: s")]
    [InlineData("setsockopt: { socket: s, option: broadcast, value: 1 }", "value of 'broadcast' must be true or false, but was '1'", "true")]
    public void A_step_says_the_form_that_it_takes(string step, string rule, string meant)
    {
        string text = Pair + $"programs: [ {{ name: p, host: a, steps: [ {{ socket: {{ type: datagram, as: s }} }}, {{ {step} }} ] }} ]\n";

        Assert.Equal([(5, $"program 'p', step 2: {rule}", meant)], Told(text));
    }

    [Theory]
    [InlineData("rtt", "latency.p50")]
    [InlineData("p95", "latency.p95")]
    [InlineData("avg", "latency.mean")]
    [InlineData("latency", "latency.mean")]
    [InlineData("latency.99", "latency.p99")]
    [InlineData("packet-loss", "loss")]
    [InlineData("received-packets", "received")]
    [InlineData("drops", "lost")]
    [InlineData("bandwidth", "throughput")]
    [InlineData("troughput", "throughput")]
    public void A_metric_by_another_name_is_told_by_ours_and_not_with_all_others(string typed, string meant)
    {
        Problem problem = Assert.Single(Problems(Pair + $"flows: [ {{ name: f, from: a, to: b, {Call} }} ]\nexpect: [ f.{typed} > 0 ]\n"));

        Assert.Equal((meant, null), (problem.Suggestion, problem.Allowed));
    }

    [Theory]
    [InlineData("scenario:s\nhosts: { a: {} }\n", 1, "scenario: s")]
    [InlineData("scenario: s\nduration:2 s\nhosts: { a: {} }\n", 2, "duration: 2 s")]
    [InlineData("scenario: s\nhosts: { a: {} }\nseed:4\n", 3, "seed: 4")]
    [InlineData("scenario: s\nhosts:\n  a:{}\n  b: {}\n", 3, "a: ")]
    public void A_key_without_its_blank_is_told_where_it_stands(string text, int line, string meant) =>
        Assert.Equal([(line, "a key needs a blank behind its ':'", meant)], Told(text));

    [Fact]
    public void A_key_without_its_blank_in_braces_is_read_as_it_was_meant()
    {
        const string Text =
            Pair + "flows: [ { name: f, from:a, to: b, count: 5, traffic: { kind: constant, rate:9 packets/s, size: 9 B } } ]\n";

        Assert.Equal(["from: a", "rate: 9 packets/s"], Told(Text).Select(problem => problem.Meant));
    }

    [Theory]
    [InlineData("{ a: {}, m: {}, b: {} }", "[]",
        "flow 'f': nothing gets from 'a' to 'b': 'm' between them is a host, and hosts do not forward; make it one of the routers")]
    [InlineData("{ a: {}, b: {} }", "[m]", null)]
    public void A_host_in_the_middle_of_a_way_is_told(string hosts, string routers, string? warning)
    {
        Scenario scenario = ScenarioText.Of(
            $"scenario: s\nhosts: {hosts}\nrouters: {routers}\nlinks: [ {{ between: [a, m] }}, {{ between: [m, b] }} ]\n"
            + $"flows: [ {{ name: f, from: a, to: b, {Call} }} ]\n");

        Assert.Equal(warning is null ? [] : [warning], scenario.Warnings);
    }

    [Fact]
    public void A_flow_between_parts_without_a_link_is_told()
    {
        Scenario scenario = ScenarioText.Of(
            "scenario: s\nhosts: { a: {}, b: {}, c: {}, d: {} }\nlinks: [ { between: [a, c] }, { between: [b, d] } ]\n"
            + $"flows: [ {{ name: f, from: a, to: b, {Call} }} ]\n");

        Assert.Equal(["flow 'f': no links lead from 'a' to 'b'"], scenario.Warnings);
    }

    [Theory]
    [InlineData("simulated", "loopback", "it runs on real sockets, but is made for simulated (x-modes): what it expects may fail here")]
    [InlineData("loopback", "simulated", "it runs in virtual time, but is made for loopback (x-modes): what it expects may fail here")]
    [InlineData("simulated, loopback", "loopback", null)]
    [InlineData("[simulated, loopback]", "simulated", null)]
    public void A_mode_that_a_lesson_does_not_declare_is_told(string declared, string mode, string? warning)
    {
        Scenario scenario = ScenarioText.Of(Pair + $"x-modes: {declared}\nmode: {mode}\n");

        Assert.Equal(warning is null ? [] : [warning], scenario.Warnings);
    }

    private static IEnumerable<(int Line, string Rule, string? Meant)> Told(string text) =>
        Problems(text).Select(problem => (problem.Line, problem.Message, problem.Suggestion));

    private static IReadOnlyList<Problem> Problems(string text) =>
        Assert.Throws<ScenarioException>(() => ScenarioText.Of(text)).Problems;
}
