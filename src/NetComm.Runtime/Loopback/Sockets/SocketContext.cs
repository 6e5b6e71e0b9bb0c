namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Where a socket of a loopback run is, and whose.</summary>
/// <param name="Owner">Who the trace says speaks: a flow's index, or −1 − a program's or app's.</param>
internal sealed record SocketContext(LoopbackNetwork Network, Node Node, long Owner, IActorRef Self, IActorRef Host)
{
    internal RunContext Run => Network.Run;

    internal SimTime Now => Network.Run.Clock.Now;
}
