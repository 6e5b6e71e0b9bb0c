using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetComm.Sim.Scenarios.Language;

namespace NetComm.Sim.Scenarios;

/// <summary>The scenario language as a JSON Schema, which editors use to complete and check YAML while it is typed.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema (JSON Schema 2020-12), made from the same definitions that the reader checks files with.</summary>
    public static string Json()
    {
        JsonObject schema = new SchemaWriter().Write();
        return schema.ToJsonString(Options) + "\n";
    }
}
