namespace NetComm.Reporting.Topology;

/// <summary>One line of the drawing: a link, or the way between a LAN and a member (or many members that are all alike).</summary>
/// <param name="A">The symbol at one end, by index.</param>
/// <param name="B">The symbol at the other.</param>
/// <param name="Label">What stands beside it; empty for members of a LAN.</param>
/// <param name="Uses">Which trails it carries.</param>
internal sealed record PlanEdge(int A, int B, IReadOnlyList<string> Label, IReadOnlyList<PlanEdge.Use> Uses)
{
    /// <summary>A trail over the line.</summary>
    /// <param name="Trail">Its index.</param>
    /// <param name="Forward">Whether packets went from A to B.</param>
    /// <param name="Backward">Whether packets went from B to A.</param>
    internal readonly record struct Use(int Trail, bool Forward, bool Backward);
}
