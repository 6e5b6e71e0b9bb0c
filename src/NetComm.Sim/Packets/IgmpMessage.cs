using NetComm.Sim.Model;

namespace NetComm.Sim.Packets;

/// <summary>An IGMP message of version 2 (RFC 2236) or 3 (RFC 3376). It travels with a time to live of 1 and the Router Alert option.</summary>
/// <remarks>Not modelled: IGMPv1, auxiliary data (skipped on reading).</remarks>
internal abstract record IgmpMessage
{
    private IgmpMessage()
    {
    }

    /// <summary>The size of the message in bytes.</summary>
    public abstract int Size { get; }

    /// <summary>A router asks who listens: to any group (group 0.0.0.0) or to this one, answers within the time.</summary>
    public sealed record QueryV2(uint Group, SimDuration MaximumResponse) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize;
    }

    /// <summary>The same in version 3, where it may ask for sources, and tells the querier's robustness (0 to 7) and interval.</summary>
    public sealed record QueryV3(uint Group, SimDuration MaximumResponse, byte Robustness, SimDuration Interval, IReadOnlyList<uint> Sources)
        : IgmpMessage
    {
        /// <summary>Other routers shall not lower their timers (the S flag).</summary>
        public bool SuppressRouterProcessing { get; init; }

        public override int Size => IgmpFormat.QueryV3Size + sizeof(uint) * Sources.Count;
    }

    /// <summary>A host listens to the group.</summary>
    public sealed record ReportV2(uint Group) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize;
    }

    /// <summary>A host no longer listens to the group.</summary>
    public sealed record LeaveV2(uint Group) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize;
    }

    /// <summary>A host's membership in several groups.</summary>
    public sealed record ReportV3(IReadOnlyList<IgmpGroupRecord> Records) : IgmpMessage
    {
        public override int Size => IgmpFormat.ShortSize + Records.Sum(record => record.Size);
    }
}
