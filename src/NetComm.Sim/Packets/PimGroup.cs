namespace NetComm.Sim.Packets;

/// <summary>The sources of one group that a PIM message joins, and those that it prunes.</summary>
internal sealed record PimGroup(uint Group, IReadOnlyList<uint> Joined, IReadOnlyList<uint> Pruned)
{
    public static PimGroup Join(uint source, uint group) => new(group, [source], []);

    public static PimGroup Prune(uint source, uint group) => new(group, [], [source]);
}
