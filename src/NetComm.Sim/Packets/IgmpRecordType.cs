namespace NetComm.Sim.Packets;

/// <summary>What a group record of an IGMPv3 report tells about its sources (RFC 3376 §4.2.12).</summary>
internal enum IgmpRecordType : byte
{
    ModeIsInclude = 1,
    ModeIsExclude = 2,
    ChangeToIncludeMode = 3,
    ChangeToExcludeMode = 4,
    AllowNewSources = 5,
    BlockOldSources = 6,
}
