using System.Diagnostics;

namespace NetComm.Cli.Tests;

/// <summary>An empty folder in which the real command runs as a process, as it does for its users; it goes when the test is over.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>
    /// The command: what was built, or what the environment names. What is published is compiled ahead, so that each of the very many
    /// starts takes half as long.
    /// </summary>
    public static string Command { get; } =
        Environment.GetEnvironmentVariable("NETCOMM_COMMAND") ?? Path.Combine(AppContext.BaseDirectory, "netcomm.dll");

    public Workplace(string name = "place") => Directory.CreateDirectory(Folder = Path.Combine(_root, name));

    private readonly string _root = Directory.CreateTempSubdirectory("netcomm-test-").FullName;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The full path of a file in the folder.</summary>
    public string this[string path] => Path.Combine(Folder, path);

    /// <summary>Writes a scenario file and gives its name.</summary>
    public string Scenario(string text, string name = "small.yaml")
    {
        File.WriteAllText(this[name], text);
        return name;
    }

    /// <summary>Names of all files below a folder, in order; with <c>/</c>.</summary>
    public string[] FilesIn(string folder) =>
        !Directory.Exists(this[folder]) ? [] :
        [
            .. from path in Directory.EnumerateFiles(this[folder], "*", new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
            })
               let name = Path.GetRelativePath(this[folder], path).Replace('\\', '/')
               orderby name
               select name,
        ];

    /// <summary>Runs a command to its end.</summary>
    public Outcome Run(params string[] arguments) => Run([], arguments);

    /// <summary>Runs a command to its end, with variables in its environment.</summary>
    public Outcome Run((string Name, string Value)[] environment, params string[] arguments) => ToItsEnd(Start(environment, arguments));

    /// <summary>Runs a command to its end in a folder of this one.</summary>
    public Outcome RunIn(string folder, params string[] arguments) =>
        ToItsEnd(Start(new ProcessStartInfo("dotnet", [Command, .. arguments]), this[folder]));

    /// <summary>Runs another program to its end.</summary>
    public Outcome RunProgram(string program, params string[] arguments) => RunProgram([], program, arguments);

    /// <summary>Runs another program to its end, with variables in its environment.</summary>
    public Outcome RunProgram((string Name, string Value)[] environment, string program, params string[] arguments) =>
        ToItsEnd(Start(environment, new ProcessStartInfo(program, arguments)));

    private static Outcome ToItsEnd(Process started)
    {
        using Process process = started;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>Starts a command.</summary>
    public Process Start(params string[] arguments) => Start([], arguments);

    /// <summary>
    /// Starts a command that hears Ctrl-C even where the tests themselves run in the background, where shells have it ignored.
    /// </summary>
    public Process StartListening(params string[] arguments) => StartListening([], arguments);

    /// <summary>The same, with variables in its environment.</summary>
    public Process StartListening((string Name, string Value)[] environment, params string[] arguments) =>
        OperatingSystem.IsLinux()
            ? Start(environment, new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Command, .. arguments]))
            : Start(environment, arguments);

    private Process Start((string Name, string Value)[] environment, string[] arguments) =>
        Start(environment, new ProcessStartInfo("dotnet", [Command, .. arguments]));

    private Process Start((string Name, string Value)[] environment, ProcessStartInfo start)
    {
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Start(start);
    }

    private Process Start(ProcessStartInfo start, string? folder = null)
    {
        start.WorkingDirectory = folder ?? Folder;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = System.Text.Encoding.UTF8;
        start.StandardErrorEncoding = System.Text.Encoding.UTF8;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
