namespace NetComm.Model;

/// <summary>How routers learn their routes.</summary>
public enum RoutingKind
{
    /// <summary>Computed from the whole map, again at the instant at which something changes; no packets are exchanged for it.</summary>
    Static,

    /// <summary>RIPv2 (RFC 2453) and, for multicast, flood and prune like PIM-DM (RFC 3973), as packets; tables start empty.</summary>
    Rip,
}
