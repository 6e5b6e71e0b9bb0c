#!/usr/bin/env bash
# Guess: Dispose and Close of a connected TCP socket end it in good order, as close() does: the peer reads the end of the stream. Only
#        unread data or a linger time of 0 makes it a reset.
# Seen:  that holds for an idle socket. With a receive pending on it, Dispose resets the connection, and Close(0) resets it always. A
#        Shutdown(Both) before them keeps the good order.
# With:  .NET 10 on Linux, over loopback.
# Matters here: a socket actor keeps a receive pending all the time. If it only disposed of its socket, each close in a loopback run
#        would be ECONNRESET for the peer, where the simulated run says 'end of file'.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp <<'CS'
using System.Net;
using System.Net.Sockets;

Report("Dispose, idle", isReceiving: false, socket => socket.Dispose());
Report("Dispose, receive pending", isReceiving: true, socket => socket.Dispose());
Report("Close(0), idle", isReceiving: false, socket => socket.Close(0));
Report("Shutdown and Dispose, receive pending", isReceiving: true, socket =>
{
    socket.Shutdown(SocketShutdown.Both);
    socket.Dispose();
});

void Report(string name, bool isReceiving, Action<Socket> ends)
{
    using Socket listener = NewSocket();
    listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    listener.Listen();
    Socket ours = NewSocket();
    ours.Connect(listener.LocalEndPoint!);
    using Socket peer = listener.Accept();
    Task<int>? pending = isReceiving ? ours.ReceiveAsync(new byte[1]) : null;

    ends(ours);
    peer.ReceiveTimeout = 5000;
    try
    {
        int bytes = peer.Receive(new byte[1]);
        Console.WriteLine($"{name}: {(bytes == 0 ? "end of stream" : bytes)}");
    }
    catch (SocketException failure)
    {
        Console.WriteLine($"{name}: {failure.SocketErrorCode}");
    }

    pending?.ContinueWith(ended => ended.Exception).Wait();
}

Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
CS

expect 'Dispose, idle' 'end of stream'
expect 'Dispose, receive pending' ConnectionReset
expect 'Close(0), idle' ConnectionReset
expect 'Shutdown and Dispose, receive pending' 'end of stream'
verdict
