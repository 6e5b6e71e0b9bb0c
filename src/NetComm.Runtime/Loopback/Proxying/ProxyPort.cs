using System.Net.Sockets;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>The port at which a proxy waits for programs outside: at 127.0.0.1, where they look for it, and nowhere else.</summary>
internal static class ProxyPort
{
    /// <summary>Takes it, and says where it is; or tells the director why not.</summary>
    /// <param name="backlog">Connections that may wait to be accepted.</param>
    internal static Socket? Open(LoopbackNetwork network, Proxy proxy, int backlog, IActorRef director, IActorRef self)
    {
        string whom = $"proxy '{proxy.Name}'";
        bool isStream = proxy.Transport == Transport.Tcp;
        Errno errno = RealSockets.TryOpen(
            () =>
            {
                Socket made = isStream ? RealSockets.NewStream() : RealSockets.NewDatagram();

                // Connections of an earlier run that are in TIME-WAIT do not keep it.
                if (isStream) RealSockets.ShareAddress(made);
                return made;
            },
            opened =>
            {
                Errno failure = RealSockets.BindFixed(network, opened, whom, proxy.Listen);
                return failure == Errno.None && isStream ? Listen(opened, backlog) : failure;
            },
            out Socket? socket);
        if (socket is null)
        {
            // Elsewhere nobody would look for it.
            string sentence = AppLifecycle.CannotStart.Without(proxy.Listen, whom, errno).Sentence;
            director.Tell(new AppLifecycle.CannotStart(sentence), self);
            return null;
        }

        int port = RealEndpoints.PortOf(socket.LocalEndPoint);
        network.Live.Say(network.Run.Clock.Now, proxy.Name,
            $"listens at {ProxiedTraffic.At(proxy.Transport, port)}, leads to {new IpEndpoint(Ipv4Address.Localhost, proxy.Port)}");
        return socket;
    }

    private static Errno Listen(Socket bound, int backlog)
    {
        try
        {
            bound.Listen(backlog);
            return Errno.None;
        }
        catch (SocketException failure)
        {
            return SocketErrors.ToErrno(failure);
        }
    }
}
