using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>
/// What real sockets and mailboxes hold at one time, which nothing counts: bytes that the system has yet to hand over, and messages. A byte
/// of its own goes the way of the former and a message that of the latter, and when both have come through, all before them has.
/// </summary>
internal sealed class PendingWork : IDisposable
{
    private readonly Socket _near = RealSockets.NewStream();
    private readonly Socket _far;
    private readonly byte[] _byte = new byte[1];

    internal PendingWork()
    {
        using Socket listener = RealSockets.NewStream();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _near.NoDelay = true;
        _near.Connect(listener.LocalEndPoint!);
        _far = listener.Accept();
    }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    /// <summary>Ends when what was pending is done, for the actor and those below it; what that leads to may be pending then.</summary>
    internal async Task PassAsync(IActorRef actor)
    {
        Task<int> came = _far.ReceiveAsync(_byte, SocketFlags.None);
        await _near.SendAsync(new byte[1], SocketFlags.None).ConfigureAwait(false);
        await came.ConfigureAwait(false);
        await PassMailboxesAsync(actor).ConfigureAwait(false);
    }

    private static async Task PassMailboxesAsync(IActorRef actor)
    {
        await actor.Ask<ActorIdentity>(new Identify(null)).ConfigureAwait(false);
        if (actor is ActorRefWithCell parent) await Task.WhenAll(parent.Children.Select(PassMailboxesAsync)).ConfigureAwait(false);
    }
}
