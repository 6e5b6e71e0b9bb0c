namespace NetComm.Scenarios.Reading.Programs;

/// <summary>Reads <c>setsockopt</c>: each option takes a value of its own kind.</summary>
internal static class SocketOptions
{
    private const string TrueOrFalse = "must be true or false";

    public static SocketOption? Read(ResolveContext draft, YamlFields fields, string title)
    {
        SocketOption? option = fields.Text("option") switch
        {
            "broadcast" => SocketOption.Broadcast,
            "join-group" => SocketOption.JoinGroup,
            "leave-group" => SocketOption.LeaveGroup,
            "ttl" => SocketOption.Ttl,
            "multicast-ttl" => SocketOption.MulticastTtl,
            "no-delay" => SocketOption.NoDelay,
            "reuse-address" => SocketOption.ReuseAddress,
            "dscp" => SocketOption.Dscp,
            _ => null,
        };
        if (option is null || fields.Scalar("value") is not { } value) return null;

        // What is inserted is known only when the call is made, which then says EINVAL.
        if (Template.Names(value.Value).Any()) return option;
        string? rule = Rule(option.Value, value.Value);
        if (option is SocketOption.JoinGroup or SocketOption.LeaveGroup && !IsGroup(draft, value))
            rule = "must be a group or its address such as '239.1.1.1'";

        if (rule is null) return option;
        draft.Problem(
            value.Span, $"{title}: value of '{fields.Text("option")}' {rule}, but was '{Shapes.Cropped(value.Value)}'",
            suggestion: rule == TrueOrFalse ? Flags.Meant(value.Value) : null);
        return null;
    }

    private static string? Rule(SocketOption option, string value) => option switch
    {
        SocketOption.Broadcast or SocketOption.NoDelay or SocketOption.ReuseAddress =>
            Flags.TryParse(value, out _) ? null : TrueOrFalse,
        SocketOption.Ttl => byte.TryParse(value, out byte ttl) && ttl > 0 ? null : "must be a whole number from 1 to 255",
        SocketOption.Dscp => byte.TryParse(value, out byte code) && code <= 63 ? null : "must be a whole number from 0 to 63",
        SocketOption.MulticastTtl => byte.TryParse(value, out _) ? null : "must be a whole number from 0 to 255",
        _ => null,
    };

    private static bool IsGroup(ResolveContext draft, YamlScalar value)
    {
        if (Ipv4Address.TryParse(value.Value, out Ipv4Address address)) return address.IsMulticast;
        return draft.Addressed.Find(value.Value)?.Kind == EntityKind.Group;
    }
}
