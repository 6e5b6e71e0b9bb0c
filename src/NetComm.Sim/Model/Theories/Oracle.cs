namespace NetComm.Sim.Model.Theories;

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
