using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>What an ICMP error says to the socket whose datagram it is about.</summary>
/// <param name="Local">The endpoint that the datagram was sent from.</param>
/// <param name="Remote">The one it was sent to.</param>
/// <param name="Error">The errno that stands for it.</param>
internal sealed record IcmpReport(IpEndpoint Local, IpEndpoint Remote, Errno Error);
