using System.Collections.Concurrent;
using System.Text;
using NetComm.Conformance.Tests.Kernel;

namespace NetComm.Conformance.Tests.Scripts;

/// <summary>Random scripts say the same in simulation, in loopback and in the kernel.</summary>
public sealed class RandomScriptTests
{
    private const long Seed = 15;

    // In milliseconds. What differs at a hurried pace only is a matter of time.
    private static readonly int[] Paces = [4, 12, 40];

    // Below those that Linux gives out (32768), and seldom used again.
    private const int FirstPort = 10_000;
    private const int LastPort = 32_000;

    private int _ports = FirstPort;

    // NETCOMM_LONG=1, as .ci/long says, runs them all.
    private static int Scripts => Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1" ? 2000 : 100;

    [SkippableFact]
    public void Simulated_sockets_answer_as_the_kernels() => Compare(() => new SimulatedArm());

    [SkippableFact]
    public void Loopback_sockets_answer_as_the_kernels() => Compare(() => new LoopbackArm());

    private void Compare(Func<ISocketArm> make)
    {
        int count = Scripts;
        var differences = new ConcurrentBag<string>();
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(0, count));
        Task[] workers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => Work(make, numbers, differences)))];
        Task.WaitAll(workers);
        Assert.True(differences.IsEmpty, $"{differences.Count} of {count} differ:\n{string.Join("\n\n", differences.Order())}");
    }

    private void Work(Func<ISocketArm> make, ConcurrentQueue<int> numbers, ConcurrentBag<string> differences)
    {
        using ISocketArm kernel = new KernelArm();
        using ISocketArm ours = make();
        while (numbers.TryDequeue(out int number))
        {
            SocketScript script = ScriptGenerator.Script(Seed, number);
            if (Difference(kernel, ours, script, Paces) is not { } difference) continue;
            for (int i = script.Steps.Count - 1; i >= 0; i--)
            {
                var shorter = new SocketScript(number, [.. script.Steps.Where((_, at) => at != i)]);
                if (Difference(kernel, ours, shorter, Paces[1..2]) is null) continue;
                script = shorter;
            }

            differences.Add(Difference(kernel, ours, script, Paces) ?? $"{difference}\n  (in shorter ones only at times)");
        }
    }

    // Up to the first difference that the page on sockets explains: what follows is another story.
    private static bool AreAlike(ISocketArm ours, SocketScript script, IReadOnlyList<string> right, IReadOnlyList<string> given)
    {
        int first = Enumerable.Range(0, right.Count).FirstOrDefault(i => right[i] != given[i], -1);
        return first < 0 || (ours is LoopbackArm && IsExplained(script.Steps[first], right[first], given[first]));
    }

    // In loopback a listener at any address is a real socket at each of them: a backlog each, and no order among them.
    private static bool IsExplained(ScriptStep step, string right, string given) => step switch
    {
        ScriptStep.At { Call: "connect" } => right == "ETIMEDOUT" && given == "done",
        ScriptStep.Accept or ScriptStep.Await =>
            right.StartsWith("accepted", StringComparison.Ordinal) && given.StartsWith("accepted", StringComparison.Ordinal),
        _ => false,
    };

    private string? Difference(ISocketArm kernel, ISocketArm ours, SocketScript script, IReadOnlyList<int> paces)
    {
        (IReadOnlyList<string> Right, IReadOnlyList<string> Given) results = ([], []);
        foreach (int pace in paces)
        {
            int ports = Interlocked.Add(ref _ports, ScriptPort.Count + 1) % (LastPort - FirstPort) + FirstPort;
            results = (ScriptRun.Of(kernel, script, pace, ports), ScriptRun.Of(ours, script, pace, ports));
            if (AreAlike(ours, script, results.Right, results.Given)) return null;
        }

        var text = new StringBuilder($"script {script.Number} (seed {Seed}):\n");
        foreach ((ScriptStep step, string right, string given) in script.Steps.Zip(results.Right, results.Given))
            text.Append($"  {step}: {right}{(right == given ? "" : $", but was {given}")}\n");
        return text.ToString();
    }
}
