using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using NetComm.Reporting;

namespace NetComm.Cli.Runs;

/// <summary>
/// The charts of a run as PNG, for word processors that take no SVG: made by a converter that is installed, twice as large for sharp print.
/// </summary>
internal static class PngCharts
{
    private const string Zoom = "2";

    /// <summary>A chart takes less than a second; a converter that hangs must not hold up the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly (string Name, Func<string, string, string[]> Arguments)[] Converters =
    [
        ("rsvg-convert", (svg, png) => ["--zoom", Zoom, "--output", png, svg]),
        .. from browser in (string[])["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"] select (browser,
            (Func<string, string, string[]>)ByBrowser),
    ];

    /// <summary>
    /// Makes a PNG beside each SVG of a run that is written as everything; returns why it could not; null where it could or was not asked
    /// to.
    /// </summary>
    public static async Task<string?> WriteAsync(ReportFormat? format, string runFolder, CancellationToken cancellation)
    {
        if (format != ReportFormat.All) return null;
        if (AtHand() is not var (program, arguments))
            return "charts as PNG: not written, as there is neither rsvg-convert (package librsvg2-bin) nor Chromium on the PATH";
        string[] charts = [.. Directory.EnumerateFiles(Path.Combine(runFolder, RunFiles.Charts), "*.svg").Order(StringComparer.Ordinal)];
        int failed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        try
        {
            await Parallel.ForEachAsync(charts, options, async (svg, token) =>
            {
                string png = Path.ChangeExtension(svg, ".png");
                if (!await ConvertAsync(program, arguments(svg, png), token) || !File.Exists(png)) Interlocked.Increment(ref failed);
            });
        }
        catch (OperationCanceledException)
        {
            return "charts as PNG: not all written, as the command was interrupted";
        }

        return failed == 0 ? null : $"charts as PNG: {Path.GetFileName(program)} could not convert {failed} of {charts.Length}";
    }

    private static (string Program, Func<string, string, string[]> Arguments)? AtHand()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        foreach ((string name, Func<string, string, string[]> arguments) in Converters)
        {
            if (folders.Select(folder => Path.Combine(folder, name + ending)).FirstOrDefault(File.Exists) is { } found)
                return (found, arguments);
        }

        return null;
    }

    private static async Task<bool> ConvertAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process? process = Started(start);
        if (process is null) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        Task<string[]> said =
            Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await said;
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Null for a file on the PATH that cannot be run.</summary>
    private static Process? Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// A browser's window is as large as the chart. What it shows is ours and loads nothing, so it needs no sandbox, which containers do
    /// not grant.
    /// </summary>
    private static string[] ByBrowser(string svg, string png)
    {
        XElement root = XDocument.Load(svg).Root!;
        return
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars",
            $"--force-device-scale-factor={Zoom}", $"--window-size={Pixels(root, "width")},{Pixels(root, "height")}", $"--screenshot={png}",
                new Uri(svg).AbsoluteUri,
        ];
    }

    private static int Pixels(XElement root, string name) =>
        (int)Math.Ceiling(double.Parse(root.Attribute(name)!.Value, CultureInfo.InvariantCulture));
}
