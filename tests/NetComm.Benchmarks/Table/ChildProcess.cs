using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NetComm.Benchmarks.Table;

/// <summary>What a whole command cost.</summary>
/// <param name="Cpu">Seconds of user and system time, of the process and of all that it started and waited for.</param>
/// <param name="Wall">Seconds from its start to its end.</param>
/// <param name="PeakMegabytes">Most memory that it held at a time.</param>
/// <param name="Output">What it printed on standard output.</param>
internal sealed record Cost(double Cpu, double Wall, double PeakMegabytes, string Output);

/// <summary>Runs other programs, one at a time, and measures them as <c>time</c> does. Linux only.</summary>
internal static partial class ChildProcess
{
    /// <summary>getrusage(2): all children that have ended.</summary>
    private const int Children = -1;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceUsage
    {
        internal long UserSeconds;
        internal long UserMicroseconds;
        internal long SystemSeconds;
        internal long SystemMicroseconds;

        /// <summary>What the call also tells; nothing here looks at it.</summary>
        internal unsafe fixed long Others[14];
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">Its exit status is another than 0.</exception>
    internal static Cost Run(string folder, string program, params string[] arguments)
    {
        double before = CpuOfChildren();
        long start = Stopwatch.GetTimestamp();
        using Process process = Start(folder, program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        double peak = 0;
        while (!process.WaitForExit(BetweenLooks)) peak = Math.Max(peak, Peak(process.Id));
        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} gave {process.ExitCode}: {errors.Result}{output.Result}");
        return new Cost(CpuOfChildren() - before, wall, peak, output.Result);
    }

    /// <summary>Starts a program that the caller ends.</summary>
    internal static Process Start(string folder, string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static double Peak(int id)
    {
        try
        {
            string line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1000;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return 0; // it has just ended
        }
    }

    private static double CpuOfChildren()
    {
        _ = Usage(Children, out ResourceUsage usage);
        return usage.UserSeconds + usage.SystemSeconds + (usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int Usage(int who, out ResourceUsage usage);
}
