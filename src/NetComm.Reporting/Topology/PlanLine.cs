namespace NetComm.Reporting.Topology;

/// <summary>A line of the plan, in pixels.</summary>
/// <param name="A">Its beginning, in the middle of a symbol.</param>
/// <param name="B">Its end, likewise.</param>
/// <param name="Across">The direction across it, of length one.</param>
/// <param name="Seen">Where it comes out of the first symbol.</param>
/// <param name="SeenTo">Where it goes into the second.</param>
/// <param name="Half">Half of the width of what runs along it.</param>
internal sealed record PlanLine(Place A, Place B, Place Across, Place Seen, Place SeenTo, double Half)
{
    /// <summary>The place at a share of what is seen of it.</summary>
    public Place At(double share) => Seen + ((SeenTo - Seen) * share);
}
