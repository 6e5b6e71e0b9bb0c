namespace NetComm.Analysis;

/// <summary>
/// The figures of what stands together under one name, as an entry of a scenario for several hosts does: counts add up, samples are one
/// sample, rates add up.
/// </summary>
/// <param name="Flows">Flows, in the order of their first members.</param>
/// <param name="Programs">Programs, likewise.</param>
/// <param name="Apps">Apps, likewise.</param>
public sealed record PooledMeasurements(
    IReadOnlyList<Pooled<FlowMeasurement>> Flows, IReadOnlyList<Pooled<ProgramMeasurement>> Programs,
    IReadOnlyList<Pooled<ProgramMeasurement>> Apps)
{
    /// <summary>Nothing stands under a common name.</summary>
    public static readonly PooledMeasurements None = new([], [], []);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Flows.Count + Programs.Count + Apps.Count == 0;
}

/// <summary>The figures of several under one name.</summary>
/// <param name="Figures">All together; its name is the common one.</param>
/// <param name="Members">The names of those that it is made of, in file order.</param>
public sealed record Pooled<T>(T Figures, IReadOnlyList<string> Members);
