using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using NetComm.Cli.Sweeps.Batch;

namespace NetComm.Cli.Tests.Batch;

/// <summary>Job files of <c>sweep --emit</c>: approved as text, and run with words that a shell would take apart.</summary>
public sealed class JobFileTests : IDisposable
{
    /// <summary>Words that would go wrong with one quote too few.</summary>
    private static readonly string[] Hostile =
        ["--seed", "7", "--set", "scenario=It's {} {#} \"$HOME\" $(id) $$ `id` \\", "--set", "links.wire.rate=2 Mbps", "--out", "my out/{.}"];

    private readonly BatchPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("slurm", "slurm.sbatch")]
    [InlineData("kubernetes", "kubernetes.yaml")]
    [InlineData("parallel", "parallel.sh")]
    public void Job_files(string system, string name)
    {
        _place.Emit(system, name, "--set", "links.wire.rate=2 Mbps", "--jobs", "2");

        Approved.Text(name, File.ReadAllText(_place[name]));
    }

    [SkippableFact]
    public void Gnu_parallel_runs_the_sweep_and_merges_it()
    {
        ExternalTool.Require("parallel");
        _place.Emit("parallel", "job.sh", Hostile);

        Outcome outcome = _place.RunProgram([], "sh", "job.sh");

        Assert.True(outcome.Status == 1, outcome.Errors);
        Assert.Contains("40 runs of 4 points, seeds from 7", outcome.Output, StringComparison.Ordinal);
        _place.AssertIsTheWholeSweep("my out/{.}", Hostile[..^2]);
    }

    [SkippableFact]
    public void A_shard_that_is_at_work_is_not_run_beside_itself_and_the_next_try_goes_on()
    {
        ExternalTool.Require("parallel");
        _place.Emit("parallel", "job.sh", "--out", "here");
        Directory.CreateDirectory(_place["here-shard-2-of-4-incomplete"]);
        Outcome first;
        using (new FileStream(_place["here-shard-2-of-4-incomplete/sweep.lock"], FileMode.Create, FileAccess.Write, FileShare.None))
            first = _place.RunProgram([], "sh", "job.sh");

        Outcome second = _place.RunProgram([], "sh", "job.sh");

        Assert.Contains("another sweep is at work in", first.Errors, StringComparison.Ordinal);
        Assert.Equal("", first.Output);
        Assert.Contains("40 runs of 4 points", second.Output, StringComparison.Ordinal);
        _place.AssertIsTheWholeSweep("here");
    }

    [Fact]
    public void The_kubernetes_file_conforms_to_the_schema_of_its_jobs()
    {
        _place.Emit("kubernetes", "job.yaml", Hostile);

        JsonNode[] jobs = Jobs("job.yaml");

        Assert.Equal(2, jobs.Length);
        Assert.All(jobs, job => Assert.Null(Schema().Fault(job)));
    }

    // The types are those of the API of Kubernetes itself. Words that it has a list for, such as the completion mode, are strings to them:
    // the schema knows those.
    [Fact]
    public void The_kubernetes_file_holds_what_the_types_of_its_api_hold()
    {
        _place.Emit("kubernetes", "job.yaml", Hostile);

        V1Job[] jobs = [.. KubernetesYaml.LoadAllFromString(File.ReadAllText(_place["job.yaml"]), strict: true).Cast<V1Job>()];

        Assert.Equal((4, 4, "Indexed"), (jobs[0].Spec.Completions, jobs[0].Spec.Parallelism, jobs[0].Spec.CompletionMode));
        Assert.True(jobs[1].Spec.Suspend);
        Assert.Equal("1Gi", jobs[0].Spec.Template.Spec.Containers[0].Resources.Limits["memory"].CanonicalizeString());
        Assert.All(jobs, job => Assert.Equal("/sweep", job.Spec.Template.Spec.Containers[0].WorkingDir));
    }

    [Theory]
    [InlineData("parallelism: 4", "paralelism: 4")]
    [InlineData("workingDir: /sweep", "workdir: /sweep")]
    [InlineData("completions: 4", "completions: four")]
    [InlineData("kind: Job", "kind: Job2")]
    public void The_types_of_the_api_find_mistakes(string right, string wrong)
    {
        string file = new BatchSweep("small.yaml", "reports/small", Shards: 4).JobFile("kubernetes");

        string mistaken = file.Replace(right, wrong, StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(mistaken, strict: true));
    }

    [Theory]
    [InlineData("completionMode: Indexed", "completionMode: Indexd")]
    [InlineData("kind: Job", "kind: Pod")]
    [InlineData("parallelism: 4", "paralelism: 4")]
    [InlineData("workingDir: /sweep", "workdir: /sweep")]
    public void The_schema_finds_mistakes(string right, string wrong)
    {
        string file = new BatchSweep("small.yaml", "reports/small", Shards: 4).JobFile("kubernetes").Split("\n---\n")[0];

        string mistaken = file.Replace(right, wrong, StringComparison.Ordinal);

        Assert.Null(Schema().FaultOfYaml(file));
        Assert.NotNull(Schema().FaultOfYaml(mistaken));
    }

    [SkippableFact]
    public void The_commands_of_the_kubernetes_file_run_the_sweep_and_merge_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no sh on this system");
        _place.Emit("kubernetes", "job.yaml", Hostile);
        JsonNode[] jobs = Jobs("job.yaml");

        Outcome[] pods = [.. Enumerable.Range(0, 4).Select(index => RunPod(jobs[0], ("JOB_COMPLETION_INDEX", $"{index}")))];
        Outcome merge = RunPod(jobs[1]);

        Assert.All(pods, pod => Assert.True(pod.Status == 0, pod.Errors));
        Assert.True(merge.Status == 1, merge.Errors);
        _place.AssertIsTheWholeSweep("my out/{.}", Hostile[..^2]);
    }

    [Theory]
    [InlineData("41 shards are too many for a sweep of 40 runs", "--emit", "slurm", "--shards", "41")]
    [InlineData("--shards is for --emit; a part is run with --shard K/N", "--shards", "4")]
    [InlineData("--emit divides the sweep itself: leave --shard out", "--emit", "slurm", "--shard", "1/4")]
    [InlineData("--emit must be slurm or kubernetes or parallel, but was 'pbs'", "--emit", "pbs")]
    [InlineData("--shards must be a whole number from 2 to 10000, but was '1'", "--emit", "slurm", "--shards", "1")]
    public void What_cannot_be_emitted_is_said(string sentence, params string[] options)
    {
        Outcome outcome = _place.Run(["sweep", BatchPlace.File, .. options]);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith(sentence, outcome.Errors, StringComparison.Ordinal);
    }

    /// <summary>Runs the command of a container as Kubernetes would: of words that are no variables it makes $$ a dollar.</summary>
    private Outcome RunPod(JsonNode job, params (string, string)[] environment)
    {
        JsonNode container = job["spec"]!["template"]!["spec"]!["containers"]![0]!;
        string[] words =
            [.. ((string[])["command", "args"]).SelectMany(key => container[key]?.AsArray() ?? [])
                .Select(word => word!.GetValue<string>().Replace("$$", "$", StringComparison.Ordinal))];
        return _place.RunProgram(environment, words[0], words[1..]);
    }

    private JsonNode[] Jobs(string name) =>
        [.. File.ReadAllText(_place[name]).Split("\n---\n").Select(document => JsonSchema.ValueOf(document)!)];

    private static JsonSchema Schema([System.Runtime.CompilerServices.CallerFilePath] string test = "") =>
        new((JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(test)!, "kubernetes-job.schema.json")))!);
}
