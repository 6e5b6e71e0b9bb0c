using NetComm.Network;
using NetComm.Runtime.Simulated.Links;

namespace NetComm.Runtime.Simulated.Nodes;

/// <summary>An interface of a node: what leaves by it waits in the queue of its transmitter.</summary>
internal sealed class NodeInterface(NetworkInterface at, bool isOnLan)
{
    /// <summary>Its address and place.</summary>
    internal NetworkInterface At => at;

    /// <summary>Whether it is a LAN's.</summary>
    internal bool IsOnLan => isOnLan;

    /// <summary>What sends its packets; its link or LAN connects it when the run begins.</summary>
    internal LinkTransmitter Transmitter { get; private set; } = null!;

    /// <summary>Largest IP packet that leaves it whole, in bytes.</summary>
    internal int Mtu { get; private set; }

    internal void Connect(LinkTransmitter transmitter)
    {
        Transmitter = transmitter;
        Mtu = (int)transmitter.Properties.Mtu.Bytes;
    }

    /// <summary>Follows what its link or LAN says.</summary>
    internal void Follow(LinkStatus status, SimTime now)
    {
        switch (status)
        {
            case LinkStatus.WentDown:
                Transmitter.GoDown(now);
                break;
            case LinkStatus.CameUp:
                Transmitter.ComeUp();
                break;
            case LinkStatus.Changed changed:
                Transmitter.Change(changed.Properties, now);
                Mtu = (int)changed.Properties.Mtu.Bytes;
                break;
        }
    }
}
