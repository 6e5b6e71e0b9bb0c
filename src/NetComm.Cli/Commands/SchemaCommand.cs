using System.CommandLine;
using NetComm.Scenarios;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm schema</c>: the JSON Schema of the scenario language, or of rubrics, for editors.</summary>
internal sealed class SchemaCommand : Command
{
    private readonly Option<bool> _rubric = new("--rubric") { Description = "Print the schema of rubrics, which 'netcomm grade' takes." };

    public SchemaCommand()
        : base("schema", "Print the JSON Schema of the scenario language, for editors.")
    {
        Add(_rubric);
        SetAction(parsed =>
        {
            string schema = parsed.GetValue(_rubric) ? ScenarioSchema.JsonOfRubrics() : ScenarioSchema.Json();
            Screen.WriteData(schema.TrimEnd('\n'));
            return (int)ExitStatus.Passed;
        });
    }
}
