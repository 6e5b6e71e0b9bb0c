namespace NetComm.Network;

/// <summary>How a node knows where packets for a group go.</summary>
internal interface IMulticastRoutes
{
    /// <summary>The interfaces by which the node sends on a packet for a group.</summary>
    ReadOnlySpan<int> Onward(Packet packet);
}
