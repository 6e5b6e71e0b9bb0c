namespace NetComm.Cli.Tests.Screens;

/// <summary>Whatever a file holds, no command gives a terminal a character that it obeys, or that turns the order of the text.</summary>
public sealed class HarmfulTextTests : IDisposable
{
    private const string Scenario = """
        scenario: "Title \e[31m\a\u202Etxt"
        hosts: { a: {}, b: {} }
        links: [ { name: l, between: [a, b] } ]
        programs:
          - name: p
            host: a
            steps: [ print: "printed \e[2J\a\u2066", expect: "\e[1m\u202D == y" ]
        flows: [ { name: f, from: a, to: b, traffic: { kind: constant, interval: 10 ms, size: 10 B }, count: 3 } ]
        expect: [ "p.printed contains \"Z \e[31m\a\u202E\"", f.sent == 3 ]
        sweep: { vary: { seed: [1, 2] }, measure: [f.sent] }
        """;

    private const string Wrong = """
        scenario: "Wrong \e[31m\a\u202E"
        hosts: { "a\e[2J": {}, b: {} }
        links: [ { name: "l\u202E", between: [a, b] } ]
        expect: [ "g\e[3m.sent == 3", "\u202E.x" ]
        "k\a": 3
        """;

    private readonly Workplace _place = new();

    [Theory]
    [InlineData("run good.yaml --out run", 1)]
    [InlineData("run good.yaml --out run --json", 1)]
    [InlineData("run good.yaml --out run --quiet", 1)]
    [InlineData("run wrong.yaml", 2)]
    [InlineData("sweep good.yaml --out sweep", 1)]
    [InlineData("grade class --rubric rubric.yaml --out grades", 0)]
    [InlineData("grade class --rubric rubric.yaml --out grades --json", 0)]
    [InlineData("run missing\u001B[31m\u202E.yaml", 2)]
    public void No_text_reaches_a_terminal_that_obeys_it(string command, int status)
    {
        Directory.CreateDirectory(_place["class"]);
        foreach (string name in (string[])["good.yaml", "class/anna.yaml"]) _place.Scenario(Scenario, name);
        foreach (string name in (string[])["wrong.yaml", "class/bert.yaml"]) _place.Scenario(Wrong, name);
        File.WriteAllText(
            _place["rubric.yaml"], "rubric: \"R \\e[31m\\u202E\"\nexpect: [ { check: f.sent == 4, hint: \"H \\e[31m\\a\\u202E\" } ]\n");

        Outcome outcome = _place.Run(command.Split(' '));

        Assert.Equal(status, outcome.Status);
        Assert.DoesNotContain(outcome.Output + outcome.Errors, IsHarmful);
        Assert.NotEmpty(outcome.Output + outcome.Errors);
    }

    public void Dispose() => _place.Dispose();

    private static bool IsHarmful(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
