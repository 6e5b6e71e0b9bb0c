using System.IO.Compression;
using System.Text.Json;

namespace NetComm.Tracing;

/// <summary>trace.jsonl.gz: header, then a line of JSON per event; picoseconds, names for numbers. Reading gives the same trace.</summary>
public static class TraceFile
{
    /// <summary>Writes a kept trace; the stream stays open.</summary>
    public static void Write(Stream stream, Trace trace)
    {
        using var zipped = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        using var buffered = new BufferedStream(zipped, 1 << 16);
        buffered.Write(TraceHeaderJson.Write(trace.Header));
        trace.FoldInto(new LineFold(trace.Header, buffered));
    }

    /// <summary>Reads a trace; a <see cref="TraceFileException"/> says what is wrong with the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="expected">What was written down of it; null where nothing is known.</param>
    public static Trace Read(string path, TraceSeal? expected = null)
    {
        string name = Path.GetFileName(path);
        try
        {
            using FileStream file = RegularFile.Open(path);
            return Read(file, name, expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceFileException($"{name}: {e.Message}");
        }
    }

    /// <summary>Reads a trace that was made by runs of a scenario: what is not of the scenario is refused too.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="expected">What was written down of it.</param>
    /// <param name="scenario">What was run.</param>
    public static Trace Read(string path, TraceSeal expected, Scenario scenario)
    {
        Trace trace = Read(path, expected);
        if (TraceHeaderFit.Fault(trace.Header, scenario) is not { } fault) return trace;
        trace.Dispose();
        throw new TraceFileException($"{Path.GetFileName(path)}: the {fault} of its header are not those of the scenario: one was changed");
    }

    internal static Trace Read(Stream file, string name, TraceSeal? expected)
    {
        Trace trace = ReadLines(file, name, expected);
        if (expected is null || trace.Hash == expected.Hash) return trace;
        string found = trace.Hash;
        trace.Dispose();
        throw Changed(name, "its events have", found, expected.Hash);
    }

    private static Trace ReadLines(Stream file, string name, TraceSeal? expected)
    {
        LineReader? lines = null;
        try
        {
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            lines = new LineReader(unzipped);
            TraceHeader header = ReadHeader(lines, name, expected);
            using var recorder = new TraceRecorder(header, keep: true);
            ReadEvents(lines, new TraceEventCheck(header, recorder), new TraceLineReader(header), expected?.Events);
            return recorder.Finish();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new TraceFileException($"{name}: damaged after line {lines?.Number ?? 0}, its compression does not fit");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new TraceFileException($"{name}: line {Math.Max(1, lines?.Number ?? 1)} is damaged: {e.Message}");
        }
    }

    private static TraceHeader ReadHeader(LineReader lines, string name, TraceSeal? expected)
    {
        if (!lines.TryRead(out ReadOnlyMemory<byte> first)) throw new FormatException("the file is empty");
        TraceHeader header = TraceHeaderReader.Read(first);
        if (expected?.HeaderHash is not { } hash || TraceHeaderJson.HashOf(first.Span) is var found && found == hash) return header;
        throw Changed(name, "its header has", found, hash);
    }

    private static void ReadEvents(LineReader lines, TraceEventCheck check, TraceLineReader reader, long? events)
    {
        while (lines.TryRead(out ReadOnlyMemory<byte> line))
        {
            if (check.Passed == events) throw new FormatException(FormattableString.Invariant($"only {events} events were written down"));
            reader.Read(line.Span, check);
        }

        check.RequireEnd();
    }

    private static TraceFileException Changed(string name, string what, string found, string expected) =>
        new($"{name}: {what} the hash {found}, but {expected} was written down: one of the two files was changed");

    private sealed class LineFold(TraceHeader header, Stream stream) : ITraceFold
    {
        private readonly TraceLineWriter _writer = new(header);

        public void Fold(ReadOnlySpan<TraceEvent> slots)
        {
            for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) stream.Write(_writer.Line(slots, i));
        }
    }
}

/// <summary>What is written down of a trace beside its file, so that a change is found out.</summary>
/// <param name="Hash">The hash of its events.</param>
/// <param name="HeaderHash">The hash of its header; null where nobody knows it.</param>
/// <param name="Events">How many events it has; null where nobody knows.</param>
public sealed record TraceSeal(string Hash, string? HeaderHash = null, long? Events = null);

/// <summary>A trace file that cannot be read; the message is for the user and says where.</summary>
public sealed class TraceFileException(string message) : Exception(message);
