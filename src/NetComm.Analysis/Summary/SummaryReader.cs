using System.Text.Json;

namespace NetComm.Analysis;

/// <summary>Reads summary.json.</summary>
public static class SummaryReader
{
    /// <summary>Reads the file; a <see cref="SummaryException"/> says what is wrong with it.</summary>
    public static SummaryFile Read(string path) => Read(path, FactsOf);

    internal static T Read<T>(string path, Func<JsonElement, T> read)
    {
        try
        {
            using FileStream stream = RegularFile.Open(path);
            using JsonDocument document = JsonDocument.Parse(stream);
            string schema = Text(document.RootElement, "schema");
            if (schema != SummaryWriter.Schema)
                throw new FormatException($"its schema is '{schema}', but this program reads '{SummaryWriter.Schema}'");
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SummaryException($"{Path.GetFileName(path)} is damaged or not a summary: {e.Message}");
        }
        catch (UnreadableFileException refused)
        {
            throw new SummaryException($"{Path.GetFileName(path)}: {refused.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SummaryException(e.Message);
        }
    }

    internal static RunMode ModeOf(JsonElement root) => Text(root, "mode") switch
    {
        "loopback" => RunMode.Loopback,
        "simulated" => RunMode.Simulated,
        var mode => throw new FormatException($"there is no mode '{mode}'"),
    };

    private static SummaryFile FactsOf(JsonElement root)
    {
        JsonElement run = root.GetProperty("run");
        return new SummaryFile(
            Text(root, "file"),
            ModeOf(root),
            root.GetProperty("seed").GetInt64(),
            root.GetProperty("complete").GetBoolean(),
            Text(root, "traceHash"),
            new RunFacts(
                Text(run, "actorRuntime"),
                run.GetProperty("wallSeconds").GetDouble(),
                run.GetProperty("packetHopsPerSecond").GetDouble(),
                Text(run, "version"),
                Text(run, "platform")) with
            { Notes = NotesOf(run) })
        {
            HeaderHash = root.TryGetProperty("traceHeaderHash", out JsonElement header) ? header.GetString() : null,
            Events = root.GetProperty("events").GetInt64(),
            Order = root.TryGetProperty("order", out JsonElement order) ? order.GetInt64() : null,
            ReplayOf = root.TryGetProperty("replayOf", out JsonElement hash) ? hash.GetString() : null,
        };
    }

    private static string[] NotesOf(JsonElement run) =>
        run.TryGetProperty("notes", out JsonElement notes) ? [.. notes.EnumerateArray().Select(note => note.GetString() ?? "")] : [];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}

/// <summary>What <c>report</c> and <c>replay</c> need of a finished run's summary.json.</summary>
/// <param name="Complete">Whether the run came to its end.</param>
/// <param name="TraceHash">The hash that its trace must have.</param>
/// <param name="Run">What differs from run to run.</param>
public sealed record SummaryFile(string File, RunMode Mode, long Seed, bool Complete, string TraceHash, RunFacts Run)
{
    /// <summary>The hash that its trace's header must have; null where it was not written yet.</summary>
    public string? HeaderHash { get; init; }

    /// <summary>How many events its trace has.</summary>
    public long Events { get; init; }

    /// <summary>Which order of what happens at one instant was taken; null: the usual one.</summary>
    public long? Order { get; init; }

    /// <summary>The trace hash of the run whose sends it played; null: it made its own.</summary>
    public string? ReplayOf { get; init; }
}

/// <summary>A summary.json that cannot be read; the message is for the user.</summary>
public sealed class SummaryException(string message) : Exception(message);
