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

    /// <summary>What stands for 127.0.0.1, the own host.</summary>
    Ipv4Address Localhost => Ipv4Address.Localhost;

    /// <summary>The address of a host on the LAN.</summary>
    Ipv4Address OnLan(string host);

    /// <summary>The broadcast address of the LAN.</summary>
    Ipv4Address Broadcast { get; }

    /// <summary>A fresh socket.</summary>
    IActorRef Open(string host, bool stream);

    /// <summary>Lets some milliseconds pass.</summary>
    void Pass(int milliseconds);

    /// <summary>Lets arrive what is under way; an arm in real time gets so many milliseconds for it.</summary>
    void Settle(int milliseconds) => Pass(milliseconds);

    /// <summary>The host fails with all its sockets, and nobody is told.</summary>
    void Crash(string host);

    /// <summary>A host that has crashed is there again.</summary>
    void Restart(string host);

    /// <summary>Makes a call and does not wait for its answer.</summary>
    IPendingReply Begin(IActorRef socket, SocketCall call);
}
