namespace NetComm.Sim.Protocols.Pim;

/// <summary>The states of RFC 3973 §4.6.</summary>
internal enum PimAssertState
{
    /// <summary>No other router is known to send the same onto the network.</summary>
    NoInfo,

    /// <summary>Another would, and this one does.</summary>
    Winner,

    /// <summary>Another does, and this one does not.</summary>
    Loser,
}
