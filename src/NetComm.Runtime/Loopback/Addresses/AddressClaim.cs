using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Addresses;

/// <summary>
/// The loopback addresses of a run, by their second octets: other runs on this machine keep away from them as long as it goes on. Where
/// another run has some, all move on by so many octets that they are free.
/// </summary>
internal sealed class AddressClaim : IDisposable
{
    /// <summary>Second octets of networks: 127.255 is for hosts' own use of 127.0.0.1, for broadcasts and for this.</summary>
    internal const int Octets = 255;

    /// <summary>Who has the second octet N has this port + N of <see cref="Guard"/>: the system frees it however a process ends.</summary>
    private const int FirstPort = 27_000;

    private static readonly IPAddress Guard = Ipv4Address.FromOctets(127, 255, 255, 253).ToReal();

    private readonly IReadOnlyList<Socket> _held;

    private AddressClaim(IReadOnlyList<Socket> held, int shift)
    {
        _held = held;
        Shift = shift;
    }

    /// <summary>By how much second octets move on, past 254 to 0.</summary>
    internal int Shift { get; }

    /// <summary>Claims what is free; where nothing is, or the octets cannot move, a run has its own and shares them.</summary>
    /// <param name="octets">The second octets that the scenario asks for; none where they cannot move.</param>
    /// <param name="least">The least shift.</param>
    internal static AddressClaim Of(IReadOnlyCollection<int> octets, int least)
    {
        for (int shift = least; shift < Octets && octets.Count > 0; shift++)
        {
            if (TryHold(octets, shift) is { } held) return new AddressClaim(held, shift);
        }

        return new AddressClaim([], 0);
    }

    public void Dispose()
    {
        foreach (Socket socket in _held) socket.Dispose();
    }

    private static List<Socket>? TryHold(IReadOnlyCollection<int> octets, int shift)
    {
        var held = new List<Socket>();
        foreach (int octet in octets)
        {
            var place = new IPEndPoint(Guard, FirstPort + ((octet + shift) % Octets));
            _ = RealSockets.TryOpen(RealSockets.NewDatagram, opened => RealSockets.TryBind(opened, place), out Socket? socket);
            if (socket is not null)
            {
                held.Add(socket);
                continue;
            }

            foreach (Socket earlier in held) earlier.Dispose();
            return null;
        }

        return held;
    }
}
