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
    /// <param name="expectedHash">The hash that its events must have; null where none is known.</param>
    public static Trace Read(string path, string? expectedHash = null)
    {
        string name = Path.GetFileName(path);
        Trace trace = ReadLines(path, name);
        if (expectedHash is null || trace.Hash == expectedHash) return trace;
        string found = trace.Hash;
        trace.Dispose();
        throw new TraceFileException(
            $"{name}: its events have the hash {found}, but {expectedHash} was written down: one of the two files was changed");
    }

    private static Trace ReadLines(string path, string name)
    {
        LineReader? lines = null;
        try
        {
            using FileStream file = RegularFile.Open(path);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            lines = new LineReader(unzipped);
            if (!lines.TryRead(out ReadOnlyMemory<byte> first)) throw new FormatException("the file is empty");
            TraceHeader header = TraceHeaderJson.Read(first);
            using var recorder = new TraceRecorder(header, keep: true);
            var reader = new TraceLineReader(header);
            while (lines.TryRead(out ReadOnlyMemory<byte> line)) reader.Read(line.Span, recorder);
            return recorder.Finish();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new TraceFileException($"{name}: damaged after line {lines?.Number ?? 0}, its compression does not fit");
        }
        catch (Exception e)
            when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new TraceFileException($"{name}: line {lines?.Number ?? 1} is damaged: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceFileException($"{name}: {e.Message}");
        }
    }

    private sealed class LineFold(TraceHeader header, Stream stream) : ITraceFold
    {
        private readonly TraceLineWriter _writer = new(header);

        public void Fold(ReadOnlySpan<TraceEvent> slots)
        {
            for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) stream.Write(_writer.Line(slots, i));
        }
    }
}

/// <summary>A trace file that cannot be read; the message is for the user and says where.</summary>
public sealed class TraceFileException(string message) : Exception(message);
