using NetComm.Network;

namespace NetComm.Conformance.Tests;

/// <summary>
/// One implementation of sockets under test: hosts alice and bob on a link, and alice, bob and carol on the LAN office; carol is on no
/// other.
/// </summary>
internal interface ISocketArm : IDisposable
{
    /// <summary>The address of a host on its first link or LAN.</summary>
    Ipv4Address AddressOf(string host);

    /// <summary>The broadcast address of the LAN.</summary>
    Ipv4Address Broadcast { get; }

    /// <summary>A fresh socket.</summary>
    IActorRef Open(string host, bool stream);

    /// <summary>Lets some milliseconds pass.</summary>
    void Pass(int milliseconds);

    /// <summary>Makes a call and does not wait for its answer.</summary>
    IPendingReply Begin(IActorRef socket, SocketCall call);
}
