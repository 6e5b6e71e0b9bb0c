using NetComm.Protocols.Igmp;

namespace NetComm.Protocols.Tests.Igmp;

/// <summary>The messages of the IGMP tests, and effects as words: <c>report: excludes 239.0.0.1 to 224.0.0.22</c>.</summary>
internal static class IgmpScript
{
    public static readonly Ipv4Address News = Ipv4Address.FromOctets(239, 0, 0, 1);
    public static readonly Ipv4Address Music = Ipv4Address.FromOctets(239, 0, 0, 2);
    public static readonly Ipv4Address Alice = Ipv4Address.FromOctets(10, 0, 0, 11);
    public static readonly Ipv4Address Bob = Ipv4Address.FromOctets(10, 0, 0, 12);

    private static readonly SimDuration TenSeconds = SimDuration.FromSeconds(10);
    private static readonly SimDuration OneSecond = SimDuration.FromSeconds(1);
    private static readonly SimDuration Interval = SimDuration.FromSeconds(125);

    public static IgmpMessage GeneralQuery { get; } = new IgmpMessage.QueryV3(0, TenSeconds, 2, Interval, []);

    public static IgmpMessage GeneralQueryV2 { get; } = new IgmpMessage.QueryV2(0, TenSeconds);

    public static IgmpMessage Query(Ipv4Address group, bool suppress = false) =>
        new IgmpMessage.QueryV3(group.Value, OneSecond, 2, Interval, []) { SuppressRouterProcessing = suppress };

    public static IgmpMessage Join(params Ipv4Address[] groups) =>
        new IgmpMessage.ReportV3([.. groups.Select(group => IgmpGroupRecord.Join(group.Value))]);

    public static IgmpMessage Leave(Ipv4Address group) => new IgmpMessage.ReportV3([IgmpGroupRecord.Leave(group.Value)]);

    public static IgmpMessage IsMember(Ipv4Address group) =>
        new IgmpMessage.ReportV3([new(IgmpRecordType.ModeIsExclude, group.Value, [])]);

    public static string Words(IgmpEffect effect) => effect switch
    {
        IgmpEffect.Send send => $"{Words(send.Message)} to {send.Destination}",
        IgmpEffect.MembershipChanged change => $"{change.Group} {(change.HasMembers ? "has members" : "has no members")}",
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect without words."),
    };

    public static IEnumerable<string> Words(this IEnumerable<IgmpEffect> effects) => effects.Select(Words);

    public static IEnumerable<string> Words(this IEnumerable<(SimTime Time, IgmpEffect Effect)> effects) =>
        effects.Select(done => $"{done.Time}: {Words(done.Effect)}");

    private static string Words(IgmpMessage message) => message switch
    {
        IgmpMessage.QueryV3 { Group: 0 } query => $"general query ({query.MaximumResponse})",
        IgmpMessage.QueryV3 query =>
            $"query {new Ipv4Address(query.Group)} ({query.MaximumResponse}{(query.SuppressRouterProcessing ? ", suppress" : "")})",
        IgmpMessage.ReportV3 report => "report: " + string.Join(", ", report.Records.Select(Words)),
        IgmpMessage.ReportV2 => "report of version 2",
        IgmpMessage.LeaveV2 leave => $"leave {new Ipv4Address(leave.Group)}",
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message without words."),
    };

    private static string Words(IgmpGroupRecord record) => $"{record.Type} {new Ipv4Address(record.Group)}";
}
