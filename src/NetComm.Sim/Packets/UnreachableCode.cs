namespace NetComm.Sim.Packets;

/// <summary>Why a destination is unreachable (RFC 792; RFC 1812 §5.2.7.1).</summary>
internal enum UnreachableCode : byte
{
    Network = 0,
    Host = 1,
    Protocol = 2,
    Port = 3,
    FragmentationNeeded = 4,
}
