namespace NetComm.Sim.Runtime.Simulated.Streams;

/// <summary>A socket that listens, as its host knows it.</summary>
/// <param name="socket">Who accepts.</param>
/// <param name="backlog">How many connections may wait to be accepted, less one: as on Linux, the queue is full when more than this wait.</param>
/// <param name="owner">Who the trace says speaks: a flow's index, or −1 − a program's or app's.</param>
internal sealed class TcpListener(IActorRef socket, int backlog, long owner)
{
    internal IActorRef Socket { get; } = socket;

    internal long Owner { get; } = owner;

    /// <summary>Connections that wait to be accepted, or are still being opened.</summary>
    internal List<IActorRef> Waiting { get; } = [];

    internal int Backlog { get; set; } = backlog;

    internal bool IsFull => Waiting.Count > Backlog;
}
