using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Simulated.Ip;

/// <summary>What an ICMP error says to the socket whose packet it is about.</summary>
/// <param name="Local">The endpoint that the datagram was sent from.</param>
/// <param name="Remote">The one it was sent to.</param>
/// <param name="Error">The errno that stands for it; None where a time to live was exceeded on the way.</param>
/// <param name="Transport">Of what it speaks: a UDP datagram, a TCP segment, or an echo, whose identifier is Local's port.</param>
/// <param name="Sequence">The sequence number of an echo, or of a segment.</param>
/// <param name="From">Who reports it.</param>
/// <param name="Mtu">Of 'fragmentation needed': what the next link takes, in bytes (RFC 1191); else 0.</param>
internal sealed record IcmpReport(IpEndpoint Local, IpEndpoint Remote, Errno Error, Transport Transport, long Sequence, Ipv4Address From, int Mtu = 0);
