using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetComm.Cli.Tests;

/// <summary>
/// A run's files without what may differ between two runs of one scenario: run.log, the key <c>run</c>, and how the trace is compressed.
/// </summary>
internal static class RunContent
{
    /// <summary>All files by name; bytes as hexadecimal digits would be unreadable in a failure, so text stays text.</summary>
    public static IReadOnlyDictionary<string, string> Of(Workplace place, string folder) =>
        place.FilesIn(folder).Where(file => file != "run.log").ToDictionary(file => file, file => Content(place[$"{folder}/{file}"]));

    /// <summary>The summary without its key <c>run</c>.</summary>
    public static string Summary(string folder) => SummaryOf(File.ReadAllText(Path.Combine(folder, "summary.json")));

    /// <summary>The same of a summary's text.</summary>
    public static string SummaryOf(string json)
    {
        JsonObject summary = JsonNode.Parse(json)!.AsObject();
        summary.Remove("run");
        return summary.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    /// <summary>The run's trace hash.</summary>
    public static string Hash(string folder) => JsonNode.Parse(Summary(folder))!["traceHash"]!.GetValue<string>();

    private static string Content(string path) => Path.GetFileName(path) switch
    {
        "summary.json" => Summary(Path.GetDirectoryName(path)!),
        "trace.jsonl.gz" or "recorded.jsonl.gz" => Unpacked(path),
        _ => Encoding.Latin1.GetString(File.ReadAllBytes(path)),
    };

    private static string Unpacked(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
