using System.ComponentModel;
using System.Diagnostics;

namespace NetComm.Cli.Runs;

internal static class PageOpener
{
    /// <summary>Opens a file; where the system has nothing to open it with, why not.</summary>
    public static string? Open(string file)
    {
        try
        {
            using Process? started = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
            return null;
        }
        catch (Exception failure) when (failure is Win32Exception or PlatformNotSupportedException or FileNotFoundException)
        {
            return $"nothing here can open {Screens.Displayed.Path(file)}: open it by hand";
        }
    }
}
