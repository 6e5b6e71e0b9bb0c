using System.Text.Json.Nodes;

namespace NetComm.Scenarios.Tests;

public sealed class ScenarioSchemaTests
{
    private static readonly JsonSchema Schema = new((JsonObject)JsonNode.Parse(ScenarioSchema.Json())!);

    public static TheoryData<string, string> Right
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (string folder in (string[])["Valid", Samples.Shipped])
            {
                foreach (string name in Samples.In(folder)) files.Add(folder, name);
            }

            return files;
        }
    }

    /// <summary>Broken files whose faults an editor can see: those of keys, kinds, units and words.</summary>
    public static TheoryData<string> Wrong =>
        ["keys-unknown", "keys-missing", "kinds-of-value", "values-missing", "units-missing", "units-unknown", "units-of-another-kind",
            "words", "distributions", "program-steps"];

    [Theory, MemberData(nameof(Right))]
    public void A_right_file_conforms(string folder, string name) => Assert.Null(Schema.FaultOfYaml(Samples.Text(folder, name)));

    [Theory, MemberData(nameof(Wrong))]
    public void A_broken_file_does_not_conform(string name) => Assert.NotNull(Schema.FaultOfYaml(Samples.Text("Broken", name)));

    [Theory]
    [InlineData("rubric: A call\nexpect: [ call.loss < 2 % ]", true)]
    [InlineData("rubric: A call\nmode: loopback\nseed: 3\nexpect: [ { check: call.loss < 2 %, points: 2, hint: Look. } ]", true)]
    [InlineData("rubric: A call\nexpect: []", false)]
    [InlineData("rubric: A call\nexpect: [ { chek: call.loss < 2 % } ]", false)]
    [InlineData("scenario: A call\nhosts: { alice: {} }", false)]
    public void Rubrics_have_a_schema_too(string yaml, bool conforms) =>
        Assert.Equal(conforms, new JsonSchema((JsonObject)JsonNode.Parse(ScenarioSchema.JsonOfRubrics())!).FaultOfYaml(yaml) is null);

    [Theory]
    [InlineData("delay: 20", false)]
    [InlineData("delay: 20 ms", true)]
    [InlineData("delay: -20 ms", false)]
    [InlineData("loss: 1", false)]
    [InlineData("loss: 0.5", true)]
    [InlineData("loss: 100 %", true)]
    [InlineData("dealy: 20 ms", false)]
    [InlineData("x-note: anything", true)]
    [InlineData("queue: { limit: none }", true)]
    [InlineData("queue: { limit: some }", false)]
    [InlineData("jitter: { distribution: uniform, min: -1 ms, max: 1 ms }", true)]
    [InlineData("jitter: { distribution: uniform, min: -1 ms }", false)]
    public void The_schema_knows_the_keys_of_a_link(string keys, bool conforms) =>
        Assert.Equal(conforms, Schema.FaultOfYaml($"scenario: A link\nlinks: [ {{ between: [a, b], {keys} }} ]") is null);
}
