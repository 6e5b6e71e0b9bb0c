namespace NetComm.Protocols.Igmp;

/// <summary>An IGMP message of version 2 (RFC 2236) or 3 (RFC 3376), with a time to live of 1 and the Router Alert option.</summary>
/// <remarks>Not modelled: IGMPv1, auxiliary data (skipped on reading).</remarks>
internal abstract record IgmpMessage
{
    public abstract int Size { get; }

    /// <summary>A router asks for members: of any group (group 0.0.0.0) or of this one. Answers are due within the time.</summary>
    public sealed record QueryV2(uint Group, SimDuration MaximumResponse) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize;
    }

    /// <summary>The same in version 3, which can ask for sources and carries the querier's robustness (0 to 7) and interval.</summary>
    public sealed record QueryV3(
        uint Group, SimDuration MaximumResponse, byte Robustness, SimDuration Interval, IReadOnlyList<uint> Sources)
        : IgmpMessage
    {
        /// <summary>Tells other routers not to lower their timers (the S flag).</summary>
        public bool SuppressRouterProcessing { get; init; }

        public override int Size => IgmpFormat.QueryV3Size + sizeof(uint) * Sources.Count;
    }

    public sealed record ReportV2(uint Group) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize;
    }

    public sealed record LeaveV2(uint Group) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize;
    }

    public sealed record ReportV3(IReadOnlyList<IgmpGroupRecord> Records) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize + Records.Sum(record => record.Size);
    }
}

/// <summary>The sender's membership in one group (RFC 3376 §4.2.4). Unknown types are read, and ignored by the receiver.</summary>
internal sealed record IgmpGroupRecord(IgmpRecordType Type, uint Group, IReadOnlyList<uint> Sources)
{
    /// <summary>The size without sources, in bytes.</summary>
    public const int MinimumSize = 8;

    public int Size => MinimumSize + sizeof(uint) * Sources.Count;

    /// <summary>Joining a group for all sources is a change to excluding none; leaving it is a change to including none.</summary>
    public static IgmpGroupRecord Join(uint group) => new(IgmpRecordType.ChangeToExcludeMode, group, []);

    public static IgmpGroupRecord Leave(uint group) => new(IgmpRecordType.ChangeToIncludeMode, group, []);
}

/// <summary>The type of a group record in an IGMPv3 report (RFC 3376 §4.2.12).</summary>
internal enum IgmpRecordType : byte
{
    ModeIsInclude = 1,
    ModeIsExclude = 2,
    ChangeToIncludeMode = 3,
    ChangeToExcludeMode = 4,
    AllowNewSources = 5,
    BlockOldSources = 6,
}
