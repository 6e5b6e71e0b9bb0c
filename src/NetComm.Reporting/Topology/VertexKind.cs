namespace NetComm.Reporting.Topology;

/// <summary>What a symbol of the drawing stands for.</summary>
internal enum VertexKind
{
    /// <summary>A host.</summary>
    Host,

    /// <summary>Many hosts that are all alike.</summary>
    Hosts,

    /// <summary>A router.</summary>
    Router,

    /// <summary>A LAN: its switch.</summary>
    Lan,
}
