using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetComm.Sim.Tests.Architecture;

/// <summary>Keeps out of simulated actors what would take them off the run's thread or out of its time: those are the loopback's.</summary>
public sealed partial class SimulatedActorTests
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(Folder(), "../../../src/NetComm.Runtime"));

    /// <summary>Akka suspends an actor that awaits without telling the dispatcher, and goes on with it on another thread.</summary>
    [Fact]
    public void Simulated_actors_do_not_await() => Assert.Empty(SimulatedFilesWith(Awaiting()));

    /// <summary>Akka's asks time out in real time, and their answers go on on another thread.</summary>
    [Fact]
    public void Simulated_actors_do_not_ask() => Assert.Empty(SimulatedFilesWith(Asking()));

    [Fact]
    public void Simulated_actors_start_no_threads_and_no_tasks() => Assert.Empty(SimulatedFilesWith(Threads()));

    [Fact]
    public void The_loopback_does_all_of_it_and_is_found_doing_it()
    {
        string[] loopback = [.. FilesUnder("Loopback")];

        Assert.Contains(loopback, file => Awaiting().IsMatch(CodeOf(file)));
        Assert.Contains(loopback, file => Threads().IsMatch(CodeOf(file)));
    }

    [Theory]
    [InlineData("ReceiveAsync<Packet>(Handle);")]
    [InlineData("ReceiveAnyAsync(Handle);")]
    [InlineData("RunTask(() => done);")]
    [InlineData("protected override async void OnReceive(object message)")]
    [InlineData("private async Task Handle(Packet packet)")]
    [InlineData("Receive<Packet>(async packet => Handle(packet));")]
    [InlineData("Receive<Packet>(async (packet) => Handle(packet));")]
    [InlineData("await Handle(packet);")]
    public void Awaiting_is_found(string code) => Assert.Matches(Awaiting(), code);

    [Theory]
    [InlineData("resolver.Ask<Address>(name)")]
    [InlineData("resolver.Ask(name, Patience).PipeTo(Self)")]
    public void Asking_is_found(string code) => Assert.Matches(Asking(), code);

    [Theory]
    [InlineData("bool lookupDeploy, bool async)")]
    [InlineData("if (async || systemService)")]
    [InlineData("_resolver.Ask(ask.Name, _run.Clock.Now);")]
    public void What_only_looks_like_it_is_not_found(string code) => Assert.DoesNotMatch($"{Awaiting()}|{Asking()}|{Threads()}", code);

    private static IEnumerable<string> SimulatedFilesWith(Regex pattern)
    {
        string[] simulated = [.. FilesUnder("").Where(file => !file.StartsWith("Loopback/", StringComparison.Ordinal))];
        Assert.NotEmpty(simulated);
        return simulated.Where(file => pattern.IsMatch(CodeOf(file)));
    }

    private static IEnumerable<string> FilesUnder(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories)
        select Path.GetRelativePath(Source, path).Replace('\\', '/');

    private static string CodeOf(string file) => Comment().Replace(File.ReadAllText(Path.Combine(Source, file)), "");

    [GeneratedRegex(@"\bReceive(Any)?Async\b|\bRunTask\b|\basync\s+(void|Task|ValueTask|\w+\s*=>|\()|\bawait\b")]
    private static partial Regex Awaiting();

    [GeneratedRegex(@"\.Ask<|\.PipeTo\(")]
    private static partial Regex Asking();

    [GeneratedRegex(@"\bTask\.(Run|Factory|Delay)\b|\bnew Thread\b|\bThreadPool\b|\bParallel\.|\.ContinueWith\(")]
    private static partial Regex Threads();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
