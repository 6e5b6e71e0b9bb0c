namespace NetComm.Sim.Model;

/// <summary>What a node does with packets for others.</summary>
public enum NodeKind
{
    /// <summary>An end system: never forwards.</summary>
    Host,

    /// <summary>Forwards by its routing table.</summary>
    Router,
}
