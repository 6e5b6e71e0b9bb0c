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
        string reason = $"'{name}' is not installed on this machine";
        if (SkipsAreForbidden)
            Assert.True(path is not null, reason);
        Skip.If(path is null, reason);
        return path!;
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

    private static string? Find(string name) =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from extension in Extensions
         let path = Path.Combine(folder, name + extension)
         where File.Exists(path)
         select path).FirstOrDefault();
}
