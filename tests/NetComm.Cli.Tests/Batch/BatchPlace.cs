namespace NetComm.Cli.Tests.Batch;

/// <summary>
/// A sweep of 40 runs in a folder where <c>netcomm</c> is a command, as job files expect it. An expectation fails, so that its status is 1.
/// </summary>
internal sealed class BatchPlace : IDisposable
{
    public const string File = "small.yaml";

    private static readonly string Sweep = SampleScenarios.Lucky +
        """
        sweep: { vary: { links.wire.loss: [1 %, 10 %, 20 %, 40 %] }, replications: 10, measure: [ask.loss, ask.latency.p95] }
        expect: [ ask.loss < 15 % ]

        """;

    private readonly Workplace _place = new();

    public BatchPlace()
    {
        Directory.CreateDirectory(_place["bin"]);
        _place.Scenario($"#!/bin/sh\nexec dotnet '{Workplace.Command}' \"$@\"\n", "bin/netcomm");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(_place["bin/netcomm"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _place.Scenario(Sweep, File);
    }

    /// <summary>The full path of a file in the folder.</summary>
    public string this[string path] => _place[path];

    /// <summary>Runs the command.</summary>
    public Outcome Run(params string[] arguments) => _place.Run(arguments);

    /// <summary>Writes a job file that the command prints for a sweep in four shards.</summary>
    public void Emit(string system, string name, params string[] options)
    {
        Outcome outcome = Run(["sweep", File, "--emit", system, "--shards", "4", .. options]);
        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        System.IO.File.WriteAllText(_place[name], outcome.Output);
    }

    /// <summary>Runs another program, with variables, in an environment where <c>netcomm</c> is found.</summary>
    public Outcome RunProgram((string Name, string Value)[] environment, string program, params string[] arguments) => _place.RunProgram(
        [("PATH", $"{_place["bin"]}:{Environment.GetEnvironmentVariable("PATH")}"), .. environment],
        ExternalTool.Require(program), arguments);

    /// <summary>Runs the sweep in one piece, and compares all files with those of a merged one.</summary>
    public void AssertIsTheWholeSweep(string merged, params string[] options)
    {
        Assert.Equal(1, Run(["sweep", File, "--out", "in-one-piece", "--quiet", .. options]).Status);
        string[] files = _place.FilesIn("in-one-piece");
        Assert.Contains("runs.csv", files);
        Assert.Equal(files, _place.FilesIn(merged));
        Assert.All(files, file => Assert.True(
            System.IO.File.ReadAllBytes(_place[$"in-one-piece/{file}"]).AsSpan()
                .SequenceEqual(System.IO.File.ReadAllBytes(_place[$"{merged}/{file}"])), file));
    }

    public void Dispose() => _place.Dispose();
}
