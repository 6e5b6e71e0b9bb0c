using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>What this machine's loopback interface can do, found out by trying it.</summary>
internal static class LoopbackCapabilities
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether all of 127.0.0.0/8 is there (Linux, Windows), and not only 127.0.0.1 (macOS without aliases).</summary>
    internal static bool HasAddressRange()
    {
        using Socket socket = RealSockets.NewDatagram();
        return TryBind(socket, new IPEndPoint(Ipv4Address.FromOctets(127, 0, 0, 2).ToReal(), 0)) is null;
    }

    /// <summary>Whether several sockets may have one address and port (Linux, macOS: SO_REUSEPORT).</summary>
    internal static bool CanShareAddress()
    {
        using Socket first = RealSockets.NewDatagram();
        using Socket second = RealSockets.NewDatagram();
        return RealSockets.TryBind(first, new IPEndPoint(IPAddress.Loopback, 0), sharesPort: true) == Errno.None
            && RealSockets.TryBind(second, (IPEndPoint)first.LocalEndPoint!, sharesPort: true) == Errno.None;
    }

    /// <summary>Why broadcasts on the loopback interface do not arrive; null where they do.</summary>
    internal static Task<string?> WhyNoBroadcastAsync() => WhyNotHeardAsync(LoopbackAddresses.LoopbackBroadcast);

    /// <summary>Why multicast on the loopback interface does not arrive; null where it does.</summary>
    internal static Task<string?> WhyNoMulticastAsync() => WhyNotHeardAsync(ProbeGroup);

    /// <summary>An address for use within one host's administration (RFC 2365).</summary>
    private static readonly Ipv4Address ProbeGroup = Ipv4Address.FromOctets(239, 255, 112, 7);

    private static async Task<string?> WhyNotHeardAsync(Ipv4Address many)
    {
        using Socket sender = RealSockets.NewDatagram();
        using Socket listener = RealSockets.NewDatagram();
        try
        {
            if (TryBind(listener, new IPEndPoint(many.ToReal(), 0)) is not null) listener.Bind(new IPEndPoint(IPAddress.Any, 0));
            if (many.IsMulticast)
            {
                var membership = new MulticastOption(many.ToReal(), IPAddress.Loopback);
                listener.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, membership);
                sender.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
            }

            sender.EnableBroadcast = true;
            sender.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            using var patience = new CancellationTokenSource(Patience);
            int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
            await sender.SendToAsync(new byte[1], SocketFlags.None, new IPEndPoint(many.ToReal(), port), patience.Token)
                .ConfigureAwait(false);
            await listener.ReceiveAsync(new byte[2], SocketFlags.None, patience.Token).ConfigureAwait(false);
            return null;
        }
        catch (SocketException failure)
        {
            return SocketErrors.ToErrno(failure).ToString();
        }
        catch (OperationCanceledException)
        {
            return $"a datagram to {many} did not come back within {Patience.Seconds} s";
        }
    }

    private static SocketException? TryBind(Socket socket, IPEndPoint endpoint)
    {
        try
        {
            socket.Bind(endpoint);
            return null;
        }
        catch (SocketException failure)
        {
            return failure;
        }
    }
}
