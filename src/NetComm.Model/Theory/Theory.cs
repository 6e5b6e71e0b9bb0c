namespace NetComm.Model;

/// <summary>A closed form that predicts what a run measures, where its assumptions hold.</summary>
public abstract record Theory;

/// <summary>A theory, and which part of a run it is compared with. The scenario meets its assumptions.</summary>
/// <param name="Theory">The closed form, with its parameters.</param>
/// <param name="Directions">Where it applies: at one queue, or where packets are lost (<see cref="Direction.Index"/>).</param>
/// <param name="Flow">The flow whose figures are tested; null: all that crosses the directions.</param>
/// <param name="Flows">The flows whose charts show the theory.</param>
public sealed record Oracle(Theory Theory, IReadOnlyList<int> Directions, int? Flow, IReadOnlyList<OracleFlow> Flows)
{
    /// <summary>The part of the tested latency that is not spent in the queue or its transmission; 0 where a link is tested.</summary>
    public SimDuration Besides => Flow is { } flow ? Flows.First(one => one.Flow == flow).Besides : SimDuration.Zero;
}

/// <summary>A flow that a theory applies to.</summary>
/// <param name="Flow">Its place in <see cref="Scenario.Flows"/>.</param>
/// <param name="Besides">The part of its latency that is not spent in the queue or its transmission: propagation, and the mean transmission
/// on faster links.</param>
public sealed record OracleFlow(int Flow, SimDuration Besides);
