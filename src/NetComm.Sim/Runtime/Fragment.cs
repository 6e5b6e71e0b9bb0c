namespace NetComm.Sim.Runtime;

/// <summary>Part of a datagram larger than the MTU (RFC 791, 3.2).</summary>
/// <param name="Datagram">Number of the packet it was cut from.</param>
/// <param name="Offset">First byte of IP payload, a multiple of 8.</param>
/// <param name="Length">Bytes of IP payload.</param>
/// <param name="More">Whether more follow.</param>
internal sealed record Fragment(long Datagram, int Offset, int Length, bool More);
