namespace NetComm.Network;

/// <summary>How a node knows where packets for a group go.</summary>
internal interface IMulticastRoutes
{
    ReadOnlySpan<int> Onward(Packet packet);
}
