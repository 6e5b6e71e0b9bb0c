using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Tests;

public sealed class BrokenScenarioTests
{
    public static TheoryData<string> Broken => [.. Samples.In("Broken")];

    [Theory, MemberData(nameof(Broken))]
    public void Every_problem_is_shown_with_its_place_and_what_would_be_right(string name)
    {
        string text = Samples.Text("Broken", name);
        var overrides = new ScenarioOverrides { Mode = name.EndsWith("-loopback", StringComparison.Ordinal) ? RunMode.Loopback : null };

        ScenarioException exception = Assert.Throws<ScenarioException>(() => ScenarioReader.Parse(text, name + ".yaml", overrides));

        Approved.Text(name + ".txt", string.Join("\n\n", exception.Problems) + "\n", test: Samples.PathOf("Broken", name));
    }
}
