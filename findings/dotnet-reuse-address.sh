#!/usr/bin/env bash
# Guess: SocketOptionName.ReuseAddress is the system's SO_REUSEADDR, off until it is set.
# Seen:  it is not, in both directions. TCP: Bind sets SO_REUSEADDR behind the program's back, the option still reads 0, also with
#        ExclusiveAddressUse; so two sockets bind one port, and 'address in use' comes from the second Listen. UDP: setting it sets
#        SO_REUSEPORT as well, and datagrams are dealt out among the sockets of a port, where SO_REUSEADDR alone gives them all to the
#        one that bound last.
# With:  .NET 10 on Linux, over loopback.
# Matters here: loopback runs show what a socket program sees, so they must set the system's own option by its number.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp <<'CS'
using System.Net;
using System.Net.Sockets;

// Linux, asm-generic/socket.h.
const int SocketLevel = 1, ReuseAddress = 2, ReusePort = 15;

using (Socket first = Stream(), second = Stream())
{
    first.ExclusiveAddressUse = true;
    first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    object? told = first.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress);
    Console.WriteLine($"TCP, ReuseAddress as .NET tells it: {told}");
    Console.WriteLine($"TCP, SO_REUSEADDR as the system tells it: {Raw(first, ReuseAddress)}");
    Console.WriteLine($"TCP, second bind to the port: {Try(() => second.Bind(first.LocalEndPoint!))}");
    Console.WriteLine($"TCP, first listen: {Try(() => first.Listen())}");
    Console.WriteLine($"TCP, second listen: {Try(() => second.Listen())}");
}

using (Socket first = Datagram(), second = Datagram())
{
    first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    Console.WriteLine($"UDP, second bind without the option: {Try(() => second.Bind(first.LocalEndPoint!))}");
}

Deal("UDP, ReuseAddress", socket => socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true));
Deal("UDP, SO_REUSEADDR", socket => socket.SetRawSocketOption(SocketLevel, ReuseAddress, BitConverter.GetBytes(1)));

void Deal(string name, Action<Socket> share)
{
    using Socket first = Datagram(), second = Datagram();
    share(first);
    share(second);
    first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    second.Bind(first.LocalEndPoint!);
    for (int i = 0; i < 100; i++)
    {
        using Socket sender = Datagram();
        sender.SendTo(new byte[1], first.LocalEndPoint!);
    }

    int byFirst = Count(first), bySecond = Count(second);
    string who = (byFirst, bySecond) switch
    {
        (> 0, > 0) when byFirst + bySecond == 100 => "some to each",
        (0, 100) => "all to the last",
        _ => $"{byFirst} and {bySecond}",
    };
    Console.WriteLine($"{name}, SO_REUSEPORT: {Raw(first, ReusePort)}");
    Console.WriteLine($"{name}, 100 datagrams: {who}");
}

int Count(Socket socket)
{
    int count = 0;
    for (; socket.Poll(200_000, SelectMode.SelectRead); count++) socket.Receive(new byte[1]);
    return count;
}

int Raw(Socket socket, int option)
{
    Span<byte> value = stackalloc byte[sizeof(int)];
    socket.GetRawSocketOption(SocketLevel, option, value);
    return BitConverter.ToInt32(value);
}

string Try(Action call)
{
    try
    {
        call();
        return "done";
    }
    catch (SocketException failure)
    {
        return failure.SocketErrorCode.ToString();
    }
}

Socket Stream() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

Socket Datagram() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
CS

expect 'TCP, ReuseAddress as .NET tells it' 0
expect 'TCP, SO_REUSEADDR as the system tells it' 1
expect 'TCP, second bind to the port' 'done'
expect 'TCP, first listen' 'done'
expect 'TCP, second listen' AddressAlreadyInUse
expect 'UDP, second bind without the option' AddressAlreadyInUse
expect 'UDP, ReuseAddress, SO_REUSEPORT' 1
expect 'UDP, ReuseAddress, 100 datagrams' 'some to each'
expect 'UDP, SO_REUSEADDR, SO_REUSEPORT' 0
expect 'UDP, SO_REUSEADDR, 100 datagrams' 'all to the last'
verdict
