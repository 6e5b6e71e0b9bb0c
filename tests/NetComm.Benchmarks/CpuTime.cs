using System.Runtime.InteropServices;

namespace NetComm.Benchmarks;

/// <summary>CPU time, which other programs on a busy machine do not stretch.</summary>
internal static partial class CpuTime
{
    /// <summary>clock_gettime(2): the CPU time of the calling thread.</summary>
    private const int ThreadClock = 3;

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    /// <summary>Seconds that the calling thread has computed; of the whole process where the system does not say.</summary>
    internal static double OfThread() =>
        OperatingSystem.IsLinux() && Read(ThreadClock, out Timespec time) == 0 ? time.Seconds + time.Nanoseconds / 1e9 : OfProcess();

    /// <summary>Seconds that all threads of the process have computed.</summary>
    internal static double OfProcess() => Environment.CpuUsage.TotalTime.TotalSeconds;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Timespec time);
}
