using System.Runtime.CompilerServices;

namespace NetComm.Benchmarks.Table;

/// <summary>A folder with the published command, in which scenario files are written and run.</summary>
internal sealed class BenchmarkPlace : IDisposable
{
    private readonly string _command;

    /// <summary>Publishes the command as its users do.</summary>
    internal BenchmarkPlace()
    {
        string published = Path.Combine(Folder, "published");
        ChildProcess.Run(Root, "dotnet", "publish", "-c", "Release", "-o", published, "src/NetComm.Cli");
        _command = Path.Combine(published, "netcomm");
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("netcomm-benchmark-").FullName;

    /// <summary>The folder of the sources.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Writes a file and gives its name.</summary>
    internal string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    internal Cost NetComm(params string[] arguments) => ChildProcess.Run(Folder, _command, arguments);

    /// <summary>Runs a scenario without its report, and without a trace.</summary>
    internal Cost Simulate(string file) => NetComm("run", file, "--no-report", "--out", "figures");

    /// <summary>Runs another program.</summary>
    internal Cost Program(string program, params string[] arguments) => ChildProcess.Run(Folder, program, arguments);

    /// <summary>A figure a round, of two commands that are run in turns.</summary>
    internal static double[] Rounds(int rounds, Func<double> figure) => [.. Enumerable.Range(0, rounds).Select(_ => figure())];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRoot([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
