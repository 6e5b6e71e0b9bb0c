using NetComm.Scenarios.Language.Grammar;

namespace NetComm.Scenarios.Reading.Programs;

/// <summary>Finds the sockets and variables that steps make, and the steps within them; those for each connection keep theirs.</summary>
internal static class StepNames
{
    public static void AddTo(ProgramScope scope, IEnumerable<YamlNode> items)
    {
        foreach (YamlNode item in items)
        {
            if ((item as YamlMapping)?.AsMeant.FirstOrDefault(entry => ProgramGrammar.IsStep(entry.Name)) is not { } step) continue;
            Add(scope, step.Name, new YamlFields(step.Value));
            foreach (YamlNode? inner in Inner(new YamlFields(item), new YamlFields(step.Value), step.Name))
                if (inner is YamlSequence steps) AddTo(scope, steps.Items);
        }
    }

    private static void Add(ProgramScope scope, string step, YamlFields fields)
    {
        switch (step)
        {
            case "socket" or "accept":
                if (fields.Text("as") is { } socket) scope.AddSocket(socket);
                if (fields.Text("from") is { } peer) scope.AddVariable(peer);
                break;
            case "recv" or "recvfrom":
                if (fields.Text("as") is { } data) scope.AddVariable(data);
                if (fields.Text("from") is { } from) scope.AddVariable(from);
                break;
            case "set" or "calc":
                foreach (YamlEntry entry in fields.Mapping?.Entries ?? [])
                    if (entry.Value is YamlScalar) scope.AddVariable(entry.Name);
                break;
        }
    }

    private static IEnumerable<YamlNode?> Inner(YamlFields item, YamlFields step, string name)
    {
        foreach (YamlEntry handler in step.Named("on-error")) yield return handler.Value;
        if (name == "repeat") yield return step["steps"];
        foreach (string key in (string[])["steps", "then", "else"]) yield return item[key];
    }
}
