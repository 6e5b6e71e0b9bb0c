namespace NetComm.Tracing;

/// <summary>
/// Writes captures (reports/FILES.md): a file for each host with what goes out, as its transmission begins, and what comes in. What the
/// host's own queue refused, and what a failure cut off, was never on the link whole and is not in it; what became of a packet later stands
/// in a comment.
/// </summary>
/// <remarks>Not modelled: TCP segments of loopback runs, which the operating system makes.</remarks>
public static class CaptureWriter
{
    /// <summary>Writes the captures of a kept trace into a folder, which is made; none where the options ask for none.</summary>
    /// <exception cref="IOException">They cannot be written; then none is left.</exception>
    /// <param name="scenario">What was run: tells which delays are a link's own. Null: jitter and reordering get no comment.</param>
    public static void Write(string folder, Trace trace, CaptureOptions options, Scenario? scenario = null)
    {
        using var points = new CapturePoints(trace.Header, options.Places, folder);
        if (points.Files.Count == 0) return;
        bool isWhole = false;
        try
        {
            Directory.CreateDirectory(folder);
            var fold = new CaptureFold(trace.Header, points, options, scenario);
            trace.FoldInto(fold);
            fold.Finish(trace.End);
            isWhole = true;
        }
        finally
        {
            if (!isWhole) Directory.Delete(folder, recursive: true);
        }
    }
}
