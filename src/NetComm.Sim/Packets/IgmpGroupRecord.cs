namespace NetComm.Sim.Packets;

/// <summary>The sender's membership in one group (RFC 3376 §4.2.4). Types other than the six of the RFC are read, for the receiver to ignore.</summary>
internal sealed record IgmpGroupRecord(IgmpRecordType Type, uint Group, IReadOnlyList<uint> Sources)
{
    /// <summary>The size without sources, in bytes.</summary>
    public const int MinimumSize = 8;

    public int Size => MinimumSize + sizeof(uint) * Sources.Count;

    /// <summary>Joining a group, from whichever source, is a change to excluding none; leaving it is a change to including none.</summary>
    public static IgmpGroupRecord Join(uint group) => new(IgmpRecordType.ChangeToExcludeMode, group, []);

    public static IgmpGroupRecord Leave(uint group) => new(IgmpRecordType.ChangeToIncludeMode, group, []);
}
