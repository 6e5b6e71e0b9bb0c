namespace NetComm.Protocols.Igmp;

/// <summary>The joins and leaves of a report, whatever its version (RFC 3376 §7.3.2).</summary>
internal static class IgmpReports
{
    /// <summary>The groups of a report or leave, in order, but local ones; records that include some sources are ignored.</summary>
    public static IEnumerable<(Ipv4Address Group, bool Joins)> Changes(this IgmpMessage message) =>
        AllChanges(message).Where(change => change.Group.IsMulticast && !change.Group.IsLocalGroup());

    private static IEnumerable<(Ipv4Address Group, bool Joins)> AllChanges(IgmpMessage message) => message switch
    {
        IgmpMessage.ReportV2 report => [(new(report.Group), true)],
        IgmpMessage.LeaveV2 leave => [(new(leave.Group), false)],
        IgmpMessage.ReportV3 report => report.Records.SelectMany(Changes),
        _ => [],
    };

    private static IEnumerable<(Ipv4Address Group, bool Joins)> Changes(IgmpGroupRecord record) => record switch
    {
        { Type: IgmpRecordType.ModeIsExclude or IgmpRecordType.ChangeToExcludeMode } => [(new(record.Group), true)],
        { Type: IgmpRecordType.ChangeToIncludeMode, Sources: [] } => [(new(record.Group), false)],
        _ => [],
    };
}
