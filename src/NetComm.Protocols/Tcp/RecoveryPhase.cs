namespace NetComm.Protocols.Tcp;

/// <summary>Whether losses are being repaired.</summary>
internal enum RecoveryPhase : byte
{
    /// <summary>No loss is known of.</summary>
    None,

    /// <summary>Fast recovery, after duplicate acknowledgements.</summary>
    Fast,

    /// <summary>Slow start after the retransmission timer: all that was in flight counts as lost.</summary>
    AfterTimeout,
}
