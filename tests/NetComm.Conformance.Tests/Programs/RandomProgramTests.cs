using System.Text.Json.Nodes;
using NetComm.Runtime;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Conformance.Tests.Programs;

/// <summary>
/// Random programs print the same and end alike in simulation, in loopback, and by an interpreter in Python with sockets of the kernel.
/// </summary>
public sealed class RandomProgramTests
{
    private const long Seed = 18;

    /// <summary>What differs once only is a matter of time: on a busy machine somebody waits in vain.</summary>
    private const int Tries = 3;

    private const int InOneRun = 25;

    // NETCOMM_LONG=1, as .ci/long says, draws them all.
    private static int Runs => Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1" ? 40 : 2;

    [SkippableFact]
    public Task Simulated_programs_do_as_those_on_the_kernel() =>
        CompareAsync(scenario => Task.FromResult(SimulatedRun.Of(scenario)));

    [SkippableFact]
    public Task Loopback_programs_do_as_those_on_the_kernel() =>
        CompareAsync(scenario => LoopbackRun.OfAsync(scenario with { Mode = RunMode.Loopback }));

    private static async Task CompareAsync(Func<Scenario, Task<RunOutcome>> run)
    {
        for (int number = 0; number < Runs; number++)
        {
            JsonObject[] programs =
            [
                .. Enumerable.Range(number * InOneRun, InOneRun).SelectMany(one => ProgramGenerator.Draw(Seed, one, FreePort.Next)),
            ];
            List<string> differences = await DifferencesAsync(programs, run);
            for (int again = 1; again < Tries && differences.Count > 0; again++) differences = await DifferencesAsync(programs, run);
            Assert.True(differences.Count == 0, $"seed {Seed}, run {number}:\n{string.Join("\n\n", differences)}");
        }
    }

    private static async Task<List<string>> DifferencesAsync(JsonObject[] programs, Func<Scenario, Task<RunOutcome>> run)
    {
        JsonArray list = new([.. programs.Select(program => program.DeepClone())]);
        Scenario scenario = ScenarioReader.Parse($$"""
            scenario: Random programs
            duration: 60 s
            hosts: { alice: {}, bob: {}, carol: {} }
            links: [ { name: cable, between: [alice, bob], delay: 1 ms } ]
            lans: { office: { members: [alice, bob, carol] } }
            programs: {{list.ToJsonString()}}
            """, "random.yaml");
        Dictionary<string, string> real = KernelPrograms.Run(scenario, programs);
        RunOutcome outcome = await run(scenario);
        Assert.True(outcome.Complete);
        var said = new ProgramOutcomes(outcome.Trace.Header);
        outcome.Trace.FoldInto(said);
        Dictionary<string, string> ours = said.All();
        return
        [
            .. from name in real.Keys.Union(ours.Keys).Order(StringComparer.Ordinal)
               let kernel = real.GetValueOrDefault(name, "is not there")
               let here = ours.GetValueOrDefault(name, "is not there")
               where kernel != here
               let steps = programs.First(program => (string)program["name"]! == name.Split('#')[0])
               select $"{name}\n  kernel: {kernel}\n  ours:   {here}\n  {steps.ToJsonString()}",
        ];
    }
}

/// <summary>What each program printed and how it ended, in words that all arms share.</summary>
internal sealed class ProgramOutcomes(TraceHeader header) : ITraceFold
{
    private readonly Dictionary<string, List<string>> _printed = [];
    private readonly Dictionary<string, string> _ends = [];

    internal Dictionary<string, string> All() =>
        _printed.ToDictionary(one => one.Key, one => Describe(one.Value, _ends.GetValueOrDefault(one.Key)));

    internal static string Describe(IEnumerable<string> printed, string? end) =>
        $"{string.Join(" | ", printed)} → {end switch { null => "runs", "" => "completed", _ => end.Split(' ')[0] }}";

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            var changed = new ProgramStateChanged(slots[i]);
            switch (slots[i].Kind)
            {
                case TraceEventKind.ProgramStarted:
                    _printed[NameOf(changed)] = [];
                    break;
                case TraceEventKind.ProgramPrinted:
                    _printed[NameOf(changed)].Add(TraceBytes.TextBehind(slots, i));
                    break;
                case TraceEventKind.ProgramEnded:
                    _ends[NameOf(changed)] = TraceBytes.TextBehind(slots, i);
                    break;
            }
        }
    }

    private string NameOf(ProgramStateChanged changed) => header.NameOf(changed.Program, changed.Connection);
}
