namespace NetComm.Reporting.Packets;

/// <summary>Why packets end, in words for a picture.</summary>
internal static class DropReasonText
{
    public static string Of(DropReason reason) => reason switch
    {
        DropReason.QueueFull => "queue full",
        DropReason.Loss => "lost",
        DropReason.Down => "link down",
        DropReason.TtlExpired => "TTL ran out",
        DropReason.NoRoute => "no route",
        DropReason.NoSocket => "no socket",
        DropReason.NoArp => "no ARP answer",
        DropReason.BufferFull => "buffer full",
        DropReason.Reassembly => "fragments missing",
        DropReason.TooBig => "larger than the MTU",
        DropReason.BacklogFull => "backlog full",
        DropReason.ConnectionLost => "connection lost",
        DropReason.Checksum => "checksum wrong",
        DropReason.Aqm => "queue too long (AQM)",
        DropReason.OverBucket => "larger than the token bucket",
        DropReason.Collisions => "16 collisions",
        _ => DropReasons.Name(reason),
    };
}
