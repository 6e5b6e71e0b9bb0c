using System.CommandLine;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm validate SCENARIO…</c>: checks only; all errors of all files.</summary>
internal sealed class ValidateCommand : Command
{
    private readonly Argument<string[]> _files = new("SCENARIO")
    {
        Description = "Scenario files (YAML), folders of them, or names of scenarios that ship.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Screen _screen;

    public ValidateCommand(Screen screen)
        : base("validate", "Check scenarios without running them; list every error with its position.")
    {
        _screen = screen;
        OptionParsers.RefuseUnknownOptions(_files);
        Add(_files);
        SetAction(parsed => (int)Check(parsed.GetRequiredValue(_files)));
    }

    private ExitStatus Check(string[] files)
    {
        CheckedFile[] all = [.. NamedScenarios.Of(files).Select(file => CheckedFile.Of(file, new ScenarioOverrides()))];
        foreach (CheckedFile file in all)
        {
            if (file.Problems.Count == 0) _screen.Out.WriteLine(Printable.Of($"{ShippedScenarios.NameOf(file.File)}: no errors"));
            foreach (string warning in file.Scenario?.Warnings ?? [])
                _screen.Out.WriteLine(Printable.Of($"{ShippedScenarios.NameOf(file.File)}: {warning}"));
            foreach (Problem problem in file.Problems) _screen.Tell(problem);
        }

        return all.All(file => file.Problems.Count == 0) ? ExitStatus.Passed : ExitStatus.Wrong;
    }
}
