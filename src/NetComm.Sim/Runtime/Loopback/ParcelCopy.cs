namespace NetComm.Sim.Runtime.Loopback;

/// <summary>A parcel at one place of the emulated network.</summary>
/// <param name="Parcel">What it is a copy of.</param>
/// <param name="To">Those of its receivers that lie this way.</param>
/// <param name="Ttl">Routers it may still pass.</param>
/// <param name="FromLink">Whether a link made it (<c>duplicate</c>).</param>
/// <param name="FlippedByte">The byte of its IP packet in which a link flipped a bit; −1 for none.</param>
internal sealed record ParcelCopy(Parcel Parcel, IReadOnlyList<int> To, byte Ttl, bool FromLink = false, int FlippedByte = -1);
