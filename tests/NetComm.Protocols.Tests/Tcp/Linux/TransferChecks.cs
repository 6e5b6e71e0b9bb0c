using System.Text.Json;

namespace NetComm.Protocols.Tests.Tcp.Linux;

/// <summary>What must be so once a transfer is over.</summary>
internal static class TransferChecks
{
    private const int Headers = 40;
    private const int TimestampsSize = 12;

    /// <summary>Linux, net.ipv4.route.min_adv_mss: it offers to take as much, whatever its MTU.</summary>
    private const int LeastOffer = 256;

    /// <summary>What is wrong; null where nothing is.</summary>
    public static string? Of(TransferPlan plan, Transfer transfer) =>
        Bytes(plan, transfer) ?? End(plan, transfer) ?? Agreement(plan, transfer) ?? Packets(plan, transfer);

    /// <summary>All bytes, or of a transfer that was reset those that came, are the ones that were written.</summary>
    private static string? Bytes(TransferPlan plan, Transfer transfer)
    {
        if (transfer.Ours.Failure is { } failure) return $"ours read wrong bytes: {failure}";
        if (transfer.Linux.GetProperty("wrong") is { ValueKind: not JsonValueKind.Null } wrong) return $"Linux read byte {wrong} wrong";
        if (plan.IsReset) return null;
        if (transfer.Ours.Read != plan.Linux.ToWrite) return $"ours read {transfer.Ours.Read} B";
        int read = transfer.Linux.GetProperty("read").GetInt32();
        return read == plan.Ours.ToWrite ? null : $"Linux read {read} B";
    }

    /// <summary>Both end without an error, or with that of a reset where there was one.</summary>
    private static string? End(TransferPlan plan, Transfer transfer)
    {
        Errno ours = transfer.Ours.End.Tcp.Error;
        string? linux = transfer.Linux.GetProperty("errno").GetString();
        if (plan.Ours.AbortsAfter is not null) return linux is "ECONNRESET" or "EPIPE" ? null : $"Linux ended with {linux}";
        if (linux is not null) return $"Linux ended with {linux}";
        if (plan.Linux.AbortsAfter is not null) return ours is Errno.ECONNRESET or Errno.EPIPE ? null : $"ours ended with {ours}";
        return ours == Errno.None ? null : $"ours ended with {ours}";
    }

    /// <summary>Both have agreed on what ours wants; Linux wants all, and ECN if it is asked.</summary>
    private static string? Agreement(TransferPlan plan, Transfer transfer)
    {
        JsonElement info = transfer.Linux.GetProperty("info");
        if (!info.EnumerateObject().Any()) return plan.IsReset ? null : "Linux tells nothing of the connection";
        (string, bool)[] expected =
        [
            ("timestamps", plan.Options.Timestamps),
            ("sack", plan.Options.Sack),
            ("windowScale", plan.Options.WindowScale),
            ("ecn", plan.Options.Ecn && !plan.LinuxConnects),
        ];
        foreach ((string option, bool isOn) in expected)
            if (info.GetProperty(option).GetBoolean() != isOn) return $"{option} is {!isOn} at Linux";

        int payload = plan.Mtu - Headers - (plan.Options.Timestamps ? TimestampsSize : 0);
        int ours = transfer.Ours.End.Tcp.SegmentSize;
        if (ours != payload) return $"ours sends segments of {ours} B, not {payload}";
        int linux = info.GetProperty("segmentSize").GetInt32(); // less where half of our window is
        return linux <= payload ? null : $"Linux sends segments of {linux} B, not {payload}";
    }

    private static string? Packets(TransferPlan plan, Transfer transfer)
    {
        foreach ((Wire wire, string whose) in new[] { (transfer.ToLinux, "ours"), (transfer.FromLinux, "Linux") })
        {
            if (wire.Malformed > 0) return $"{wire.Malformed} packets of {whose} are malformed";
            if (wire.LargestPacket > plan.Mtu) return $"{whose} sent a packet of {wire.LargestPacket} B";
            int offer = wire == transfer.FromLinux ? Math.Max(plan.Mtu - Headers, LeastOffer) : plan.Mtu - Headers;
            if (wire.Syn?.Options.MaximumSegmentSize != offer) return $"{whose} sent {wire.Syn?.Options} with its SYN";
        }

        bool saysCorrupt = transfer.Linux.GetProperty("counters").TryGetProperty("InCsumErrors", out JsonElement errors);
        return saysCorrupt && plan.ToLinux.Corrupt.Share.IsZero ? $"Linux counts {errors} wrong checksums" : null;
    }
}
