namespace NetComm.Sim.Packets;

/// <summary>Types of records (RFC 1035, 3.2.2), those that are told apart here.</summary>
public static class DnsType
{
    /// <summary>An IPv4 address.</summary>
    public const ushort Address = 1;

    /// <summary>Another name of the name.</summary>
    public const ushort CanonicalName = 5;

    /// <summary>Asks for all there are.</summary>
    public const ushort Any = 255;
}
