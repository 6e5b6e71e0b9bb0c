using NetComm.Analysis;
using NetComm.Runtime;

namespace NetComm.Sim;

/// <summary>
/// Runs a scenario in several orders of what happens at one instant. The scenario says nothing of them, so whatever it expects is to hold
/// in each: where it does not, two things race.
/// </summary>
public sealed class Exploration
{
    private Exploration(Scenario scenario, IReadOnlyList<ExploredOrder> orders)
    {
        Scenario = scenario;
        Orders = orders;
    }

    /// <summary>What was run.</summary>
    public Scenario Scenario { get; }

    /// <summary>Each order with what came of it, from 1 on.</summary>
    public IReadOnlyList<ExploredOrder> Orders { get; }

    /// <summary>How many runs differ in any event.</summary>
    public int DifferentRuns => Orders.Select(order => order.TraceHash).Distinct().Count();

    /// <summary>In how many orders an expectation did not fail, by its place among the scenario's.</summary>
    public int Passed(int expectation) => Orders.Count(order => order.Grades[expectation].Passed != false);

    /// <summary>The first order in which an expectation fails; null where it never does.</summary>
    public ExploredOrder? FirstFailure(int expectation) => Orders.FirstOrDefault(order => order.Grades[expectation].Passed == false);

    /// <summary>Runs the orders 1 to <paramref name="orders"/>, several at once; each gives the same run every time.</summary>
    public static Exploration Of(
        Scenario scenario, int orders, long maxPackets = RunOptions.DefaultMaxPackets, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var explored = new ExploredOrder[orders];
        Parallel.For(0, orders, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            if (!cancellation.IsCancellationRequested) explored[i] = Run(scenario with { Order = i + 1 }, maxPackets, cancellation);
        });
        return new Exploration(scenario, [.. explored.TakeWhile(order => order is not null)]);
    }

    private static ExploredOrder Run(Scenario scenario, long maxPackets, CancellationToken cancellation)
    {
        var options =
            new RunOptions { KeepTrace = false, DigestsInline = true, Cancellation = cancellation, MaxPackets = maxPackets };
        RunResult run = Simulation.Run(scenario, options);
        using (run.Trace) return new ExploredOrder(scenario.Order!.Value, run.Grades, run.Trace.Hash, run.Complete);
    }
}

/// <summary>One order of what happens at one instant, and what came of it.</summary>
/// <param name="Order">Its number.</param>
/// <param name="Grades">How each of the scenario's expectations came out.</param>
/// <param name="TraceHash">The hash of its events.</param>
/// <param name="IsComplete">Whether it came to its own end.</param>
public sealed record ExploredOrder(long Order, IReadOnlyList<Grade> Grades, string TraceHash, bool IsComplete);
