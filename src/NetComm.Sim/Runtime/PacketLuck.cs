namespace NetComm.Sim.Runtime;

/// <summary>What chance does to one packet on one direction.</summary>
/// <param name="IsLost">Whether it ends where its transmission does.</param>
/// <param name="Propagation">Picoseconds from its departure to its arrival.</param>
/// <param name="IsTwice">Whether a copy arrives beside it, alike in all.</param>
/// <param name="FlippedByte">The byte of the IP packet that arrives with a flipped bit; −1 for none, 0 in an Ethernet frame, where it matters not which.</param>
/// <param name="Overtakes">Whether it waits for none of those ahead of it but such as itself.</param>
internal readonly record struct PacketLuck(bool IsLost, long Propagation, bool IsTwice, int FlippedByte, bool Overtakes)
{
    /// <summary>A packet that is lost.</summary>
    internal static readonly PacketLuck Lost = new(true, 0, false, -1, false);
}
