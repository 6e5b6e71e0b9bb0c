using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetComm.Sim.Sweeps;

namespace NetComm.Cli.Sweeps;

/// <summary>
/// The file <c>runs.jsonl</c>: which sweep it is of, then a line for each run, written as soon as it is over. A line that was cut off when
/// the process was killed counts as not written.
/// </summary>
internal sealed class SweepJournal : IDisposable
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>A million runs of twenty figures each.</summary>
    private const int MostMebibytes = 512;

    private readonly FileStream _file;

    private SweepJournal(FileStream file) => _file = file;

    /// <summary>The first line of a sweep's journal.</summary>
    public static SweepIdentity IdentityOf(Sweep sweep, SweepShard shard)
    {
        using IncrementalHash inputs = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        inputs.AppendData(Encoding.UTF8.GetBytes(sweep.Scenario.Source));
        foreach (ScenarioFile file in sweep.Files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            inputs.AppendData(Encoding.UTF8.GetBytes($"\n{file.Name}\n"));
            inputs.AppendData(SHA256.HashData(file.Content.Span));
        }

        string hash = Convert.ToHexStringLower(inputs.GetHashAndReset());
        return new("netcomm/sweep-runs/1", RunEnvironment.Version, sweep.Scenario.FileName, $"sha256:{hash}")
        {
            Shard = shard.Count > 1 ? shard.Number : 0,
            Of = shard.Count > 1 ? shard.Count : 0,
        };
    }

    /// <summary>Opens a journal to go on with, whose whole lines are kept; begins one where there is none.</summary>
    public static SweepJournal Open(string path, SweepIdentity identity, out IReadOnlyList<SweepRun> known)
    {
        known = [];
        long length = 0;
        if (File.Exists(path) && Read(path, out long whole) is { } earlier) (known, length) = (earlier.Runs, whole);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(length);
        file.Seek(length, SeekOrigin.Begin);
        var journal = new SweepJournal(file);
        if (length == 0) journal.Append(identity);
        return journal;
    }

    /// <summary>What a journal says; null where not even its first line is whole.</summary>
    /// <exception cref="UsageException">It is no journal of a sweep.</exception>
    public static (SweepIdentity Identity, IReadOnlyList<SweepRun> Runs)? Read(string path) => Read(path, out _);

    /// <summary>Puts what a journal says into the schedule of its sweep.</summary>
    /// <param name="folder">Where it is, for messages.</param>
    /// <exception cref="UsageException">A run is none of the sweep.</exception>
    public static void Add(string folder, IEnumerable<SweepRun> runs, SweepSchedule schedule)
    {
        foreach (SweepRun run in runs)
        {
            if (!schedule.Fits(run))
            {
                throw new UsageException(FormattableString.Invariant(
                    $"'{folder}': replication {run.Replication} of point {run.Point + 1} is no run of its sweep"));
            }

            schedule.Add(run);
        }
    }

    /// <summary>Writes a journal anew: the runs in the order of points and replications.</summary>
    public static void Write(string path, SweepIdentity identity, IEnumerable<SweepRun> runs)
    {
        using var journal = new SweepJournal(File.Create(path));
        journal.Append(identity);
        foreach (SweepRun run in runs) journal.Append(run);
    }

    /// <summary>Adds a run.</summary>
    public void Append(SweepRun run) =>
        Append(new JournalLine(run.Point + 1, run.Replication, run.Figures, run.Grades) { Incomplete = !run.IsComplete });

    public void Dispose() => _file.Dispose();

    private static (SweepIdentity Identity, IReadOnlyList<SweepRun> Runs)? Read(string path, out long whole)
    {
        byte[] bytes = EarlierFile.Read(path, MostMebibytes);
        whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, (int)whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return null;
        int number = 0;
        try
        {
            SweepIdentity identity = Parsed<SweepIdentity>(lines[0]);
            var runs = new List<SweepRun>();
            for (number = 1; number < lines.Length; number++) runs.Add(Parsed<JournalLine>(lines[number]).Run);
            return (identity, runs);
        }
        catch (JsonException)
        {
            throw new UsageException(number == 0 ? $"'{path}' is no journal of a sweep"
                : FormattableString.Invariant($"'{path}': line {number + 1} is no run of a sweep"));
        }
    }

    private static T Parsed<T>(string line) where T : class =>
        JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("Nothing stands there.");

    private void Append<T>(T line)
    {
        byte[] text = [.. JsonSerializer.SerializeToUtf8Bytes(line, Options), (byte)'\n'];
        _file.Write(text);
        _file.Flush();
    }

    private sealed record JournalLine(int Point, int Replication, IReadOnlyList<double?> Figures, IReadOnlyList<bool?> Passed)
    {
        public bool Incomplete { get; init; }

        [JsonIgnore]
        public SweepRun Run => new(Point - 1, Replication, Figures, Passed, !Incomplete);
    }
}

/// <summary>Which sweep a journal is of: two with equal identities have equal runs.</summary>
/// <param name="Schema">The form of the journal.</param>
/// <param name="Version">The program that ran it.</param>
/// <param name="File">The scenario's file.</param>
/// <param name="Scenario">The hash of the scenario as it was run, and of the files that it names.</param>
internal sealed record SweepIdentity(string Schema, string Version, string File, string Scenario)
{
    /// <summary>Which part of the sweep it is, from 1; 0: the whole.</summary>
    public int Shard { get; init; }

    /// <summary>Of how many parts; 0: the whole.</summary>
    public int Of { get; init; }

    /// <summary>The sweep itself, whatever part of it this is.</summary>
    [JsonIgnore]
    public SweepIdentity Whole => this with { Shard = 0, Of = 0 };
}
