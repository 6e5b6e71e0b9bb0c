using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Overriding;

/// <summary>Applies what the command line changes to a file.</summary>
internal static class ScenarioOverrider
{
    public static (YamlMapping Root, string Text) Apply(YamlMapping root, SourceText source, ScenarioOverrides overrides, ProblemList problems)
    {
        return (root, source.Text);
    }
}
