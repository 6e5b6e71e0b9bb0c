using NetComm.Sim.Model;

namespace NetComm.Sim.Tracing;

/// <summary>A packet's turn on a direction: when it came into the queue, when its first and last bits leave.</summary>
/// <param name="Packet">The packet's number.</param>
/// <param name="Enqueued">When it came.</param>
/// <param name="Start">When its first bit leaves.</param>
/// <param name="Departure">When its last bit leaves.</param>
/// <param name="Bytes">Bytes of the IP packet (or ARP body).</param>
internal readonly record struct Transmission(long Packet, SimTime Enqueued, SimTime Start, SimTime Departure, int Bytes);
