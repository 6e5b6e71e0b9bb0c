using System.Buffers;
using System.Net;
using System.Net.Sockets;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>A real ICMP socket: unprivileged where the system gives one (net.ipv4.ping_group_range), else raw; never blocks.</summary>
internal sealed class RealEcho : IDisposable
{
    internal sealed record Came(int Sequence, int Bytes);

    private const int LargestPacket = 65_536;
    private static readonly IPEndPoint Anybody = new(IPAddress.Any, 0);

    private readonly Socket _socket;
    private readonly bool _isRaw;
    private readonly ushort _identifier;
    private readonly IActorRef _owner;

    private RealEcho(Socket socket, bool isRaw, ushort identifier, IActorRef owner)
    {
        _socket = socket;
        _isRaw = isRaw;
        _identifier = identifier;
        _owner = owner;
    }

    /// <summary>Opens one at an address; None, or the errno of socket(2) or bind(2).</summary>
    internal static Errno TryOpen(IPAddress from, ushort identifier, IActorRef owner, out RealEcho? echo)
    {
        Errno errno = TryOpen(SocketType.Dgram, from, identifier, owner, out echo);
        return errno == Errno.None ? errno : TryOpen(SocketType.Raw, from, identifier, owner, out echo);
    }

    /// <summary>Sends an echo request with so many bytes of data, and waits for its reply.</summary>
    internal void Send(int sequence, int bytes, IPAddress to)
    {
        var message = new byte[IcmpHeader.Size + bytes];
        IcmpHeader.Echo(_identifier, (ushort)sequence).Write(message);
        _ = SendAsync(message, new IPEndPoint(to, 0)).PipeTo(_owner);
    }

    internal void Receive() => _ = ReceiveAsync().PipeTo(_owner);

    public void Dispose() => _socket.Dispose();

    private static Errno TryOpen(SocketType type, IPAddress from, ushort identifier, IActorRef owner, out RealEcho? echo)
    {
        Errno errno = RealSockets.TryOpen(
            () => new Socket(AddressFamily.InterNetwork, type, ProtocolType.Icmp),
            opened => RealSockets.TryBind(opened, new IPEndPoint(from, 0)), out Socket? socket);
        echo = socket is null ? null : new RealEcho(socket, type == SocketType.Raw, identifier, owner);
        return errno;
    }

    // Where it fails no reply will come, which is noticed by waiting for it.
    private async Task SendAsync(byte[] message, IPEndPoint to) =>
        await SocketErrors.TryAsync(() => _socket.SendToAsync(message, SocketFlags.None, to)).ConfigureAwait(false);

    private async Task ReceiveAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LargestPacket);
        int received = 0;
        while (await SocketErrors.TryAsync(async () => received = await ReceiveOneAsync(buffer).ConfigureAwait(false)).ConfigureAwait(false)
            == Errno.None)
        {
            if (Reply(buffer.AsSpan(0, received)) is { } came) _owner.Tell(came, ActorRefs.NoSender!);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task<int> ReceiveOneAsync(byte[] buffer) =>
        (await _socket.ReceiveFromAsync(buffer, SocketFlags.None, Anybody).ConfigureAwait(false)).ReceivedBytes;

    // A raw socket hears all ICMP messages to its address, behind their IP headers; the other only replies to itself, whose identifier the
    // system chose.
    private Came? Reply(ReadOnlySpan<byte> packet)
    {
        ReadOnlySpan<byte> message = packet;
        if (_isRaw && Ipv4Header.Read(packet, out _, out message) != Defect.None) return null;
        if (IcmpHeader.Read(message, out IcmpHeader icmp, out ReadOnlySpan<byte> data) != Defect.None || icmp.Type != IcmpType.EchoReply)
            return null;
        return _isRaw && icmp.Identifier != _identifier ? null : new Came(icmp.Sequence, data.Length);
    }
}
