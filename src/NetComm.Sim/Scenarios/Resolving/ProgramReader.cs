using NetComm.Sim.Model;
using NetComm.Sim.Scenarios.Language;
using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>Reads socket scripts (scenario language, 'Programs').</summary>
internal static class ProgramReader
{
    /// <summary>The programs, in file order; those with problems are left out.</summary>
    /// <param name="draft">What is known of the file.</param>
    /// <param name="firstOrder">The rank of the first among flows, programs and apps.</param>
    public static IReadOnlyList<SocketProgram> Read(Draft draft, int firstOrder)
    {
        var programs = new List<SocketProgram>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("programs");
        for (int i = 0; i < items.Count; i++)
        {
            var fields = new Fields(items[i]);
            string title = Titles.Of("", "program", items[i], i);
            NodeDraft? host = HostOfJob.Read(draft, fields, title);
            IReadOnlyList<ProgramStep> steps = new StepReader(draft, host).Read(fields.Items("steps"), title);
            if (host is null || fields.Text("name") is not { } name) continue;
            programs.Add(new(programs.Count, name, host.Index, fields.Instant("start") ?? SimTime.Zero, steps, firstOrder + i));
        }

        return programs;
    }
}
