namespace NetComm.Model;

/// <summary>A closed form that says what a run must measure, where its assumptions are met.</summary>
public abstract record Theory;

/// <summary>A theory with what of a run it is held against. The scenario meets its assumptions.</summary>
/// <param name="Theory">The closed form, with its parameters.</param>
/// <param name="Directions">Where what it speaks of happens: the one queue, or the places of loss (<see cref="Direction.Index"/>).</param>
/// <param name="Flow">The flow whose figures are tested; null: all that crosses the directions.</param>
/// <param name="Flows">Those whose charts show it.</param>
public sealed record Oracle(Theory Theory, IReadOnlyList<int> Directions, int? Flow, IReadOnlyList<OracleFlow> Flows)
{
    /// <summary>What the tested latency has besides the time in the queue and in its transmission; 0 where a link is tested.</summary>
    public SimDuration Besides => Flow is { } flow ? Flows.First(one => one.Flow == flow).Besides : SimDuration.Zero;
}

/// <summary>A flow that a theory speaks of.</summary>
/// <param name="Flow">Its place in <see cref="Scenario.Flows"/>.</param>
/// <param name="Besides">What its latency has besides the time in the queue and its transmission there: propagation, and the mean
/// transmission on faster links.</param>
public sealed record OracleFlow(int Flow, SimDuration Besides);
