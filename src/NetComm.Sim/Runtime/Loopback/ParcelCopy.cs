namespace NetComm.Sim.Runtime.Loopback;

/// <summary>A parcel at one place of the emulated network.</summary>
/// <param name="Parcel">What it is a copy of.</param>
/// <param name="To">Those of its receivers that lie this way.</param>
/// <param name="Ttl">Routers it may still pass.</param>
/// <param name="FromLink">Whether a link made it (<c>duplicate</c>).</param>
internal sealed record ParcelCopy(Parcel Parcel, IReadOnlyList<int> To, byte Ttl, bool FromLink = false);
