using System.CommandLine;
using NetComm.Cli.Screens;
using NetComm.Sim.Scenarios;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm schema</c>: the JSON Schema of the scenario language, for editors.</summary>
internal sealed class SchemaCommand : Command
{
    public SchemaCommand()
        : base("schema", "Print the JSON Schema of the scenario language, for editors.") =>
        SetAction(_ =>
        {
            Screen.WriteData(ScenarioSchema.Json().TrimEnd('\n'));
            return (int)ExitStatus.Passed;
        });
}
