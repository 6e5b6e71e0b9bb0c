namespace NetComm.Reporting.Sequence;

/// <summary>The first packets of a run, hop by hop, in the order in which they began.</summary>
/// <param name="Nodes">The nodes that took part, in the order of the scenario.</param>
/// <param name="Hops">Between these.</param>
/// <param name="IsWhole">Whether nothing came after them.</param>
/// <param name="LeftOut">How many nodes took part for which there is no room.</param>
/// <param name="HasLan">Whether some went over a LAN, whose switch is not shown.</param>
internal sealed record MessageSequence(
    IReadOnlyList<MessageSequence.Party> Nodes, IReadOnlyList<Hop> Hops, bool IsWhole, int LeftOut, bool HasLan)
{
    /// <summary>Whether later messages of routing and membership are left out.</summary>
    public bool LacksChatter { get; init; }

    /// <summary>A node that took part.</summary>
    internal sealed record Party(int Index, string Name, bool IsRouter);
}
