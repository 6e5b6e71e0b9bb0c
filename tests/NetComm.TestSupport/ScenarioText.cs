using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;

namespace NetComm.TestSupport;

/// <summary>Reads small scenarios for tests.</summary>
internal static class ScenarioText
{
    /// <summary>Two hosts on a link named wire, and ten seconds.</summary>
    public const string Pair = """
        scenario: A pair
        duration: 10 s
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob] } ]

        """;

    public static Scenario Of(string text, params string[] settings) =>
        ScenarioReader.Parse(text, "test.yaml", new ScenarioOverrides { Settings = settings });

    public static Scenario InLoopback(string text) =>
        ScenarioReader.Parse(text, "test.yaml", new ScenarioOverrides { Mode = RunMode.Loopback });

    /// <summary>The scenario with a title and a duration put before it.</summary>
    public static Scenario OfNetwork(string text) => Of("scenario: A network\nduration: 1 s\n" + text);

    public static Scenario OfNetworkWith(string text, params string[] settings) =>
        Of("scenario: A network\nduration: 1 s\n" + text, settings);

    /// <summary>The first lines of the problems.</summary>
    public static string[] Problems(string text, params string[] settings) =>
        [.. Assert.Throws<ScenarioException>(() => Of(text, settings)).Problems.Select(problem => problem.Render().Split('\n')[0])];

    /// <summary>The properties of the link of a pair with these keys.</summary>
    public static LinkProperties Link(string keys) =>
        ((Link)OfNetwork($"hosts: {{ a: {{}}, b: {{}} }}\nlinks: [ {{ between: [a, b], {keys} }} ]").Links[0]).Forward;

    /// <summary>The flow of a pair with these keys.</summary>
    public static Flow Flow(string keys) => Of(Pair + $"flows: [ {{ name: call, from: alice, to: bob, {keys} }} ]").Flows[0];
}
