namespace NetComm.Sim.Packets;

/// <summary>What an ICMP message says (RFC 792); other types are read too, and left to the receiver.</summary>
internal enum IcmpType : byte
{
    EchoReply = 0,
    DestinationUnreachable = 3,
    Echo = 8,
    TimeExceeded = 11,
}
