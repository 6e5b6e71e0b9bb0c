namespace NetComm.Network;

/// <summary>Packets for an address that several hosts share: they travel as <see cref="Unicast"/> does, to the nearest of them.</summary>
internal static class Anycast
{
    /// <summary>The node at which a route to the destination ends, as things stand; −1 without a route.</summary>
    internal static int NearestTo(DataPlane plane, int from, int destination)
    {
        int at = from;
        for (int hops = 0; !plane.Map.Addresses.IsAt(destination, at); hops++)
        {
            NextHop hop = plane.Map.Next(at, destination);
            if (!hop.HasNeighbour || hops > plane.Interfaces.Length) return -1;
            at = plane.Interfaces[hop.Neighbour].At.Node;
        }

        return at;
    }
}
