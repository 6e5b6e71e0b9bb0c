namespace NetComm.Sim.Packets;

/// <summary>What a DNS query asks (RFC 1035, 4.1.2).</summary>
/// <param name="Name">Labels with dots between, without one behind.</param>
/// <param name="Type">See <see cref="DnsType"/>.</param>
/// <param name="Class">1: the Internet.</param>
public readonly record struct DnsQuestion(string Name, ushort Type, ushort Class = DnsMessage.Internet);
