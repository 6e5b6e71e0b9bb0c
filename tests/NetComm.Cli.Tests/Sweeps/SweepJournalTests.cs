using NetComm.Analysis;
using NetComm.Cli.Sweeps;
using NetComm.Scenarios;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Tests.Sweeps;

/// <summary>What a sweep goes on with, and what merge puts together, is read from files that may have been changed.</summary>
public sealed class SweepJournalTests : IDisposable
{
    private const string Text = """
        scenario: A sweep
        hosts: { a: {}, b: {} }
        links: [ { name: wire, between: [a, b], rate: 10 Mbps } ]
        flows: [ { name: call, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 100 B }, count: 5 } ]
        expect: [ call.received == 5 ]
        sweep: { vary: { links.wire.rate: [1 Mbps, 10 Mbps] }, replications: 2, measure: [call.loss] }
        """;

    private readonly Sweep _sweep = SweepReader.Parse(Text, "sweep.yaml");
    private readonly string _path = Path.GetTempFileName();

    public SweepJournalTests() => SweepJournal.Write(
        _path, SweepJournal.IdentityOf(_sweep, SweepShard.Whole),
        [new SweepRun(0, 1, [0.5], [true], true), new SweepRun(0, 2, [null], [null], true), new SweepRun(1, 1, [0.25], [false], false)]);

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("\"point\":2", "\"point\":3", "'here': replication 1 of point 3 is no run of its sweep")]
    [InlineData("\"replication\":2", "\"replication\":2000000000", "'here': replication 2000000000 of point 1 is no run of its sweep")]
    [InlineData("[0.5]", "[0.5,1]", "'here': replication 1 of point 1 is no run of its sweep")]
    [InlineData("[0.5]", "null", "line 2 is no run of a sweep")]
    public void A_run_that_is_none_of_the_sweep_is_refused(string good, string bad, string reason)
    {
        File.WriteAllText(_path, File.ReadAllText(_path).Replace(good, bad, StringComparison.Ordinal));

        string message = Assert.Throws<UsageException>(Add).Message;

        Assert.EndsWith(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_it_says_runs_or_a_sentence_come_out()
    {
        string[] lines = File.ReadAllLines(_path);
        string[] pieces = ["{", "}", "[", "]", ",", "\"", "null", "-1", "\n", "\0", "1e999", "2147483647", "\"point\":"];

        Campaign.Run("journals", 1500, (_, random) =>
        {
            string[] mutated = [.. lines];
            int line = random.Below(lines.Length);
            mutated[line] = random.Below(2) == 0 ? Mutations.Json(lines[line], random) : Mutations.Text(lines[line], random, pieces);
            File.WriteAllText(_path, string.Join('\n', mutated) + '\n');
            try
            {
                Add();
            }
            catch (UsageException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        });
    }

    private void Add()
    {
        if (SweepJournal.Read(_path) is { } read) SweepJournal.Add("here", read.Runs, new SweepSchedule(_sweep));
    }
}
