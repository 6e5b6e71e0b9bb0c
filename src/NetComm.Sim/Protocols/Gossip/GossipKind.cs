namespace NetComm.Sim.Protocols.Gossip;

/// <summary>What a message between gossip peers is.</summary>
internal enum GossipKind
{
    /// <summary>I am here too; who else is?</summary>
    Hello,

    /// <summary>The answer to it.</summary>
    Welcome,

    /// <summary>Have you heard?</summary>
    Rumour,

    /// <summary>The answer of whom it was new to; others do not answer.</summary>
    New,
}
