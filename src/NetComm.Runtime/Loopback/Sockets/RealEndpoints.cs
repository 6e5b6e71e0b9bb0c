using System.Buffers.Binary;
using System.Net;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Between our addresses and those of System.Net.</summary>
internal static class RealEndpoints
{
    internal static IPAddress ToReal(this Ipv4Address address)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, address.Value);
        return new IPAddress(octets);
    }

    internal static IPEndPoint ToReal(this IpEndpoint endpoint) => new(endpoint.Address.ToReal(), endpoint.Port);

    /// <summary>The port; 0 where there is none.</summary>
    internal static int PortOf(EndPoint? end) => (end as IPEndPoint)?.Port ?? 0;

    internal static IpEndpoint ToKnown(this IPEndPoint endpoint)
    {
        Span<byte> octets = stackalloc byte[4];
        endpoint.Address.TryWriteBytes(octets, out _);
        return new(new(BinaryPrimitives.ReadUInt32BigEndian(octets)), endpoint.Port);
    }
}
