using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>
/// What a packet costs on this machine with nothing emulated: a UDP datagram that a plain socket on the loopback interface sends to
/// another, which sends it back from a thread of its own.
/// </summary>
public static class BareEcho
{
    /// <summary>As much as a small packet of a scenario.</summary>
    private const int Bytes = 100;

    /// <summary>Between two echoes, so that each finds both threads asleep, as packets of a flow do.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(1);

    /// <summary>A datagram that did not come by then was lost, and the echoes end.</summary>
    private const int TimeoutMilliseconds = 1000;

    /// <summary>Measures some round trips; fewer where the machine lost one, none where it gives no such sockets.</summary>
    public static IReadOnlyList<SimDuration> Measure(int count, CancellationToken cancellation = default)
    {
        var times = new List<SimDuration>();
        try
        {
            using Socket asking = Open(), answering = Open();
            var answerer = new Thread(() => Answer(answering)) { IsBackground = true };
            answerer.Start();
            while (times.Count < count && !cancellation.IsCancellationRequested)
            {
                times.Add(RoundTrip(asking, answering.LocalEndPoint!));
                Thread.Sleep(Gap);
            }
        }
        catch (SocketException)
        {
            // What came back until then stands.
        }

        return times;
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = TimeoutMilliseconds };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static SimDuration RoundTrip(Socket asking, EndPoint to)
    {
        byte[] message = new byte[Bytes];
        long began = Stopwatch.GetTimestamp();
        asking.SendTo(message, to);
        asking.Receive(message);
        return new SimDuration(Stopwatch.GetElapsedTime(began).Ticks * (SimDuration.PerSecond / TimeSpan.TicksPerSecond));
    }

    private static void Answer(Socket answering)
    {
        byte[] message = new byte[Bytes];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            while (true)
            {
                int received = answering.ReceiveFrom(message, ref from);
                answering.SendTo(message, received, SocketFlags.None, from);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Nobody asks any more.
        }
    }
}
