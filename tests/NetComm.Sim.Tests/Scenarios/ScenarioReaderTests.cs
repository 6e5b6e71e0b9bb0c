using NetComm.Sim.Model;
using NetComm.Sim.Scenarios;

namespace NetComm.Sim.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    public static TheoryData<string> Valid => [.. Samples.In("Valid")];

    [Theory, MemberData(nameof(Valid))]
    public void A_valid_file_is_kept_as_it_is(string name)
    {
        string text = Samples.Text("Valid", name);

        Scenario scenario = ScenarioReader.Parse(text, name + ".yaml");

        Assert.Equal(text, scenario.Source);
    }
}
