namespace NetComm.Sim.Runtime.Routing;

/// <summary>A step of a route.</summary>
/// <param name="Interface">The interface to leave by; −1 where no route leads there.</param>
/// <param name="NextInterface">The interface to reach.</param>
internal readonly record struct Hop(int Interface, int NextInterface)
{
    internal static readonly Hop None = new(-1, -1);
}
