using System.Diagnostics;

namespace NetComm.TestSupport;

/// <summary>
/// Programs that tests use and a machine may lack. With NETCOMM_FORBID_SKIPS=1 (as in .ci/run) a missing one fails the test; else it is
/// skipped.
/// </summary>
internal static class ExternalTool
{
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];

    private static bool SkipsAreForbidden => Environment.GetEnvironmentVariable("NETCOMM_FORBID_SKIPS") == "1";

    /// <summary>The full path of the program, as the search path gives it. The test that asks must be a SkippableFact.</summary>
    public static string Require(string name)
    {
        string? path = Find(name);
        SkipUnless(path is not null, $"'{name}' is not installed on this machine");
        return path!;
    }

    /// <summary>The program with these arguments must do what it does: a right that a machine may refuse.</summary>
    public static void RequireThat(string name, string otherwise, params string[] arguments)
    {
        (int exitCode, _, string errors) = Run(name, arguments);
        SkipUnless(exitCode == 0, $"{otherwise}: {errors.Trim()}");
    }

    /// <summary>Runs the program without input until it ends, and gives its exit code and what it printed.</summary>
    public static (int ExitCode, string Output, string Errors) Run(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Require(name), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    private static void SkipUnless(bool isHere, string reason)
    {
        if (SkipsAreForbidden) Assert.True(isHere, reason);
        Skip.IfNot(isHere, reason);
    }

    /// <summary>The same; null where the machine lacks it.</summary>
    public static string? Find(string name) =>
        Path.IsPathRooted(name) && File.Exists(name) ? name :
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from extension in Extensions
         let path = Path.Combine(folder, name + extension)
         where File.Exists(path)
         select path).FirstOrDefault();
}
