namespace NetComm.Tracing;

/// <summary>
/// Writes capture.pcapng (reports/FILES.md): each direction of a link or LAN port is an interface, whose frames were captured at the sender
/// when their transmission began. What a queue refused was never on the wire and is not in it; what was lost on the wire says so in a
/// comment.
/// </summary>
/// <remarks>Not modelled: TCP segments of loopback runs, which the operating system makes.</remarks>
public static class CaptureWriter
{
    /// <summary>Writes the capture of a kept trace; the stream stays open.</summary>
    public static void Write(Stream stream, Trace trace)
    {
        // Not disposed of, which would close the caller's stream.
        var buffered = new BufferedStream(stream, 1 << 16);
        var fold = new CaptureFold(trace.Header, new PcapngWriter(buffered));
        trace.FoldInto(fold);
        fold.Finish(trace.End);
        buffered.Flush();
    }
}
