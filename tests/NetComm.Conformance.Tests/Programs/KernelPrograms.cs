using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetComm.Conformance.Tests.Kernel;

namespace NetComm.Conformance.Tests.Programs;

/// <summary>Runs programs by tests/kernel/programs.py, which knows nothing of ours but the words of the language.</summary>
internal static class KernelPrograms
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    internal static Dictionary<string, string> Run(Scenario scenario, IEnumerable<JsonObject> programs)
    {
        using Process process = KernelNetwork.Begin("programs.py");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.WriteLine(KernelPlan.Of(scenario).ToJsonString());
        process.StandardInput.WriteLine(new JsonObject
        {
            ["addresses"] = new JsonObject(
                scenario.Nodes.Select(node => KeyValuePair.Create(node.Name, (JsonNode?)node.Address!.Value.ToString()))),
            ["programs"] = new JsonArray([.. programs.Select(program => program.DeepClone())]),
        }.ToJsonString());
        process.StandardInput.Close();
        bool ended = process.WaitForExit(Patience);
        if (!ended) process.Kill(entireProcessTree: true);
        Assert.True(ended && process.ExitCode == 0, $"programs.py: {errors.Result}");
        using JsonDocument results = JsonDocument.Parse(output.Result);
        return results.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => ProgramOutcomes.Describe(
            one.Value.GetProperty("printed").EnumerateArray().Select(line => line.GetString()!), one.Value.GetProperty("end").GetString()));
    }
}
