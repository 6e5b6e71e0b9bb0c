namespace NetComm.Network;

internal interface IMulticastRoutes
{
    ReadOnlySpan<int> Onward(Packet packet);
}
