using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.External;

/// <summary>
/// Datagrams to outside programs: one that nobody took is sent again every 100 ms until somebody is there, and those after it wait. Who has
/// spoken from there and is gone is not waited for.
/// </summary>
/// <remarks>Limit: an unconnected socket hears of refusals on Linux and Windows; elsewhere a datagram without a receiver is lost.</remarks>
internal sealed class PendingExternalDatagrams(LoopbackNetwork network, IActorRef owner)
{
    internal sealed record Retry
    {
        internal static readonly Retry Order = new();
    }

    private sealed record Datagram(UdpPort Port, byte[] Payload, IPEndPoint To);

    private static readonly SimDuration Interval = SimDuration.FromMilliseconds(100);

    private readonly LinkedList<Datagram> _waiting = [];
    private readonly HashSet<IPEndPoint> _heard = [];
    private Datagram? _last;

    internal bool IsEmpty => _waiting.Count == 0;

    internal void Send(UdpPort port, byte[] payload, IPEndPoint to)
    {
        var datagram = new Datagram(port, payload, to);
        if (_heard.Contains(to)) TrySend(datagram);
        else if (!IsEmpty) _waiting.AddLast(datagram);
        else if (!TrySend(datagram)) Wait(datagram);
    }

    /// <summary>The system says that nobody took the last datagram; false where there was none.</summary>
    internal bool Refused()
    {
        if (_last is { } last && IsEmpty) Wait(last);
        return !IsEmpty;
    }

    /// <summary>The host outside has sent something: a refusal that comes now is of no datagram sent before.</summary>
    internal void OnHostHeard(IPEndPoint from)
    {
        _heard.Add(from);
        _last = null;
    }

    internal void SendAgain()
    {
        while (_waiting.First?.Value is { } datagram)
        {
            if (!TrySend(datagram))
            {
                network.Run.Clock.At(network.Run.Clock.Now + Interval, owner, Retry.Order);
                return;
            }

            _waiting.RemoveFirst();
        }

        network.Run.Progress.ArrivedShared();
    }

    internal void Clear()
    {
        if (!IsEmpty) network.Run.Progress.ArrivedShared();
        _waiting.Clear();
    }

    // The run waits for the peer.
    private void Wait(Datagram datagram)
    {
        _waiting.AddFirst(datagram);
        network.Run.Progress.SetOutShared();
        network.Notes.RefusedOutside($"udp {datagram.To}");
        network.Run.Clock.At(network.Run.Clock.Now + Interval, owner, Retry.Order);
    }

    private bool TrySend(Datagram datagram)
    {
        Socket socket = datagram.Port.Socket;
        RealSockets.HearRefusals(socket);
        try
        {
            socket.SendTo(datagram.Payload, datagram.To);
        }
        catch (SocketException)
        {
            return false;
        }

        _last = _heard.Contains(datagram.To) ? null : datagram;

        // On the loopback interface the refusal is there before the call returns, unless a waiting receive takes it first.
        return socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is 0;
    }
}
