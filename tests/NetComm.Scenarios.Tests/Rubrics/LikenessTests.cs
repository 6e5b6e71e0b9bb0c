using NetComm.Scenarios.Rubrics;

namespace NetComm.Scenarios.Tests.Rubrics;

/// <summary>Copies are found by what they describe, not by their text.</summary>
public sealed class LikenessTests
{
    private const string Original = """
        scenario: By Anna
        description: Mine.
        seed: 3
        hosts: { phone: {}, desk: {}, printer: {} }
        routers: [r1, r2]
        links:
          - { name: access, between: [phone, r1], rate: 10 Mbps, delay: 5 ms, queue: { kind: codel } }
          - { name: core, between: [r1, r2], rate: 1 Mbps, delay: 10 ms }
          - { between: [r2, desk], rate: 10 Mbps }
          - { between: [r2, printer], rate: 10 Mbps }
        flows:
          - { name: call, from: phone, to: desk, traffic: { kind: constant, rate: 50 packets/s, size: 160 B }, count: 400 }
        programs:
          - name: talk
            host: phone
            steps:
              - socket: { type: datagram, as: s }
              - sendto: { socket: s, to: printer, port: 9100, data: page }
              - close: s
        faults: [ { at: 1 s, link: core, do: down } ]
        expect: [ call.loss < 2 % ]

        """;

    /// <summary>Other names for all, in another order, with other comments.</summary>
    private const string Renamed = """
        # all my own work
        scenario: By Ben
        routers: [left, right]
        hosts:
          drucker: {}
          buero: {}
          handy: {}
        flows:
          - { name: anruf, to: buero, from: handy, count: 400, traffic: { kind: constant, size: 160 B, rate: 50 packets/s } }
        links:
          - { between: [right, drucker], rate: 10 Mbps }
          - { name: mitte, between: [right, left], rate: 1000 kbps, delay: 0.01 s }
          - { between: [right, buero], rate: 10 Mbps }
          - { name: zugang, between: [handy, left], rate: 10 Mbps, delay: 5 ms, queue: { kind: codel } }
        faults: [ { at: 1000 ms, link: mitte, do: down } ]
        programs:
          - name: rede
            host: handy
            steps:
              - socket: { type: datagram, as: steckdose }
              - sendto: { socket: steckdose, to: drucker, port: 9100, data: page }
              - close: steckdose

        """;

    private static readonly ScenarioLikeness Likeness = ScenarioLikeness.Of(Original);

    [Fact]
    public void Title_comments_layout_order_and_own_expectations_do_not_matter()
    {
        string copy = "# mine\n" + Original.Replace("By Anna", "By Ben", StringComparison.Ordinal)
            .Replace("{ phone: {}, desk: {}, printer: {} }", "\n  printer: {}\n  phone: {}\n  desk: {}", StringComparison.Ordinal)
            .Replace("routers: [r1, r2]", "routers: [ r2,   r1 ]", StringComparison.Ordinal)
            .Replace("delay: 10 ms", "delay: \"0.01 s\"", StringComparison.Ordinal)
            .Replace("expect: [ call.loss < 2 % ]", "x-note: mine", StringComparison.Ordinal);

        Assert.Equal(Likeness, ScenarioLikeness.Of(copy));
    }

    [Fact]
    public void Other_names_leave_the_nameless_form()
    {
        ScenarioLikeness renamed = ScenarioLikeness.Of(Renamed);

        Assert.NotEqual(Likeness.Content, renamed.Content);
        Assert.Equal((Likeness.Nameless, Likeness.Structure), (renamed.Nameless, renamed.Structure));
    }

    [Fact]
    public void Other_values_leave_the_structure()
    {
        ScenarioLikeness changed = ScenarioLikeness.Of(Renamed.Replace("5 ms", "7 ms", StringComparison.Ordinal)
            .Replace("count: 400", "count: 500, start: 1 s", StringComparison.Ordinal)
            .Replace("data: page", "data: seite", StringComparison.Ordinal));

        Assert.NotEqual(Likeness.Nameless, changed.Nameless);
        Assert.Equal(Likeness.Structure, changed.Structure);
    }

    [Theory]
    [InlineData("from: phone, to: desk", "from: phone, to: printer")]
    [InlineData("between: [r2, printer]", "between: [r1, printer]")]
    [InlineData("kind: codel", "kind: pie")]
    [InlineData("kind: constant", "kind: poisson")]
    [InlineData("printer: {} }", "printer: {}, spare: {} }")]
    [InlineData("link: core, do: down", "link: access, do: down")]
    [InlineData("      - close: s\n", "")]
    [InlineData("host: phone", "host: desk")]
    public void Another_structure_is_no_copy(string old, string other) =>
        Assert.NotEqual(Likeness.Structure, ScenarioLikeness.Of(Original.Replace(old, other, StringComparison.Ordinal)).Structure);

    [Fact]
    public void A_file_with_mistakes_is_compared_too_and_one_that_is_no_yaml_by_its_lines()
    {
        string broken = Original.Replace("delay: 5 ms", "dely: 5 ms", StringComparison.Ordinal);

        Assert.NotEqual(Likeness.Content, ScenarioLikeness.Of(broken).Content);
        Assert.Equal(ScenarioLikeness.Of(broken), ScenarioLikeness.Of(broken + "# mine\n"));
        Assert.Equal(ScenarioLikeness.Of("scenario: [ x\n"), ScenarioLikeness.Of("scenario: [ x\r\n\r\n"));
        Assert.Null(ScenarioLikeness.Of("scenario: [ x\n").Structure);
    }
}
