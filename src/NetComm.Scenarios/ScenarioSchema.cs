using System.Text.Encodings.Web;
using System.Text.Json;
using NetComm.Scenarios.Language.Grammar;

namespace NetComm.Scenarios;

/// <summary>The scenario language, and that of rubrics, as a JSON Schema: editors complete and check YAML by it.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of scenarios (JSON Schema 2020-12), made from the same definitions that the reader checks files with.</summary>
    public static string Json() => Text("Network scenario, version 1", ScenarioGrammar.Root);

    /// <summary>The schema of rubrics, made in the same way.</summary>
    public static string JsonOfRubrics() => Text("Rubric for network scenarios, version 1", RubricGrammar.Root);

    private static string Text(string title, Shape.Record grammar) => new SchemaWriter().Write(title, grammar).ToJsonString(Options) + "\n";
}
