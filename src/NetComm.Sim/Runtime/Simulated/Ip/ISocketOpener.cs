using NetComm.Sim.Runtime.Simulated.Streams;

namespace NetComm.Sim.Runtime.Simulated.Ip;

/// <summary>Makes the socket of a TCP connection that comes to a host.</summary>
internal interface ISocketOpener
{
    /// <summary>A socket, to which the SYN follows.</summary>
    IActorRef Open(TcpSocketActor.Incoming incoming);
}
