using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>One real UDP socket at one address. What it receives, and what fails, it tells its actor; it never blocks a thread.</summary>
internal sealed class UdpPort(Socket socket, IActorRef owner) : IDisposable
{
    internal sealed record Came(UdpPort Port, byte[] Bytes, IPEndPoint From);

    internal sealed record ReceiveFailed(UdpPort Port, Errno Errno);

    internal sealed record SendFailed(UdpPort Port, byte[] Payload, IPEndPoint To, bool IsSecondTry, Errno Errno);

    private const int LargestDatagram = 65_536;
    private static readonly IPEndPoint Anybody = new(IPAddress.Any, 0);

    private bool _isReceiving;
    private byte _dscp;

    internal Socket Socket { get; } = socket;

    internal IPEndPoint Real { get; } = (IPEndPoint)socket.LocalEndPoint!;

    /// <summary>Waits for one datagram, unless it waits already. Called by the actor only.</summary>
    internal void Receive()
    {
        if (_isReceiving) return;
        _isReceiving = true;
        _ = ReceiveOneAsync().PipeTo(owner);
    }

    /// <summary>What it waited for has been taken by the actor, which may wait for the next.</summary>
    internal void Received() => _isReceiving = false;

    /// <summary>The code point of what it sends from now on.</summary>
    internal void SetDscp(byte dscp)
    {
        if (dscp == _dscp) return;
        _dscp = dscp;
        RealSockets.SetDscp(Socket, dscp);
    }

    /// <summary>A datagram that has come already; null where there is none, or somebody waits for it.</summary>
    internal Came? TryReceive()
    {
        if (_isReceiving || Socket.Available == 0) return null;
        byte[] buffer = new byte[LargestDatagram];
        EndPoint from = Anybody;
        int bytes = Socket.ReceiveFrom(buffer, ref from);
        return new Came(this, buffer[..bytes], (IPEndPoint)from);
    }

    internal void Send(byte[] bytes, IPEndPoint to, bool isSecondTry = false) => _ = SendAsync(bytes, to, isSecondTry).PipeTo(owner);

    public void Dispose() => Socket.Dispose();

    private async Task ReceiveOneAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LargestDatagram);
        SocketReceiveFromResult came = default;
        Errno? errno = await SocketErrors
            .TryAsync(async () => came = await Socket.ReceiveFromAsync(buffer, SocketFlags.None, Anybody).ConfigureAwait(false))
            .ConfigureAwait(false);
        if (errno == Errno.None)
            owner.Tell(new Came(this, buffer[..came.ReceivedBytes], (IPEndPoint)came.RemoteEndPoint!), ActorRefs.NoSender!);
        else if (errno is { } failure) owner.Tell(new ReceiveFailed(this, failure), ActorRefs.NoSender!);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task SendAsync(byte[] bytes, IPEndPoint to, bool isSecondTry)
    {
        Errno? errno = await SocketErrors
            .TryAsync(async () => await Socket.SendToAsync(bytes, SocketFlags.None, to).ConfigureAwait(false)).ConfigureAwait(false);
        if (errno is { } failure and not Errno.None)
            owner.Tell(new SendFailed(this, bytes, to, isSecondTry, failure), ActorRefs.NoSender!);
    }
}
