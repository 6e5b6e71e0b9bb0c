using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>A host has made a socket.</summary>
/// <param name="Node">The host.</param>
/// <param name="Socket">Its actor.</param>
/// <param name="User">Whose it is: who opened it, or who accepted the connection.</param>
/// <param name="Transport">Its kind.</param>
/// <param name="IsAccepted">Whether it is a connection that came.</param>
internal sealed record SocketMade(int Node, IActorRef Socket, IActorRef User, Transport Transport, bool IsAccepted);
