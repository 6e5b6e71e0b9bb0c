namespace NetComm.Sim.Protocols.Pim;

/// <summary>The states of RFC 3973 §4.4.1.</summary>
internal enum PimUpstreamState
{
    /// <summary>Packets are wanted from upstream, or the source itself is there.</summary>
    Forwarding,

    /// <summary>They are not.</summary>
    Pruned,

    /// <summary>They are wanted again, and the graft is not confirmed yet.</summary>
    AckPending,
}
