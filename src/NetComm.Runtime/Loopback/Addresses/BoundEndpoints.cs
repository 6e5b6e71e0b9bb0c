using System.Collections.Concurrent;
using System.Net;

namespace NetComm.Runtime.Loopback.Addresses;

/// <summary>
/// Who has which address and port: the run's own knowledge beside that of the system. It finds the scenario's host behind a real endpoint,
/// finds the real endpoint where a socket could not have the one that the scenario says, and tells outside programs from our own.
/// </summary>
internal sealed class BoundEndpoints
{
    private readonly ConcurrentDictionary<(bool Stream, IpEndpoint Known), EndpointClaim[]> _byKnown = new();
    private readonly ConcurrentDictionary<(bool Stream, IPEndPoint Real), EndpointClaim> _byReal = new();
    private readonly ConcurrentDictionary<(bool Stream, IpEndpoint Known, int Node), EndpointClaim> _shared = new();
    private readonly ConcurrentDictionary<(Ipv4Address Group, int Port), EndpointClaim[]> _groups = new();

    /// <summary>Which ports are taken.</summary>
    internal HostPorts Ports { get; } = new();

    /// <summary>Enters a claim. Several sockets may have one endpoint, with SO_REUSEADDR.</summary>
    internal void Add(EndpointClaim claim)
    {
        if (claim.SharedReal is { } shared)
        {
            _shared[(claim.Stream, claim.Known, claim.Node)] = claim;
            _byReal.TryAdd((claim.Stream, shared), claim);
            return;
        }

        _byKnown.AddOrUpdate((claim.Stream, claim.Known), _ => [claim], (_, claims) => [.. claims, claim]);
        if (claim.IsAlias) return;
        _byReal[(claim.Stream, claim.Real)] = claim;
    }

    /// <summary>Nobody finds the endpoint any more: what is for one host is not for this socket.</summary>
    internal void Hide(EndpointClaim claim)
    {
        if (claim.SharedReal is not null) _shared.TryRemove(new((claim.Stream, claim.Known, claim.Node), claim));
        else _byKnown.AddOrUpdate((claim.Stream, claim.Known), _ => [], (_, claims) => [.. claims.Where(other => other != claim)]);
    }

    internal void Remove(EndpointClaim claim)
    {
        if (claim.SharedReal is { } shared)
        {
            _shared.TryRemove(new((claim.Stream, claim.Known, claim.Node), claim));
            _byReal.TryRemove(new((claim.Stream, shared), claim));
            return;
        }

        Hide(claim);
        _byReal.TryRemove(new((claim.Stream, claim.Real), claim));
    }

    /// <summary>Who has the endpoint; of several, who was bound last.</summary>
    internal EndpointClaim? Find(bool stream, IpEndpoint known) => _byKnown.GetValueOrDefault((stream, known))?.LastOrDefault();

    /// <summary>Who gets a datagram from there: rather a socket that is connected to the sender than one that hears all.</summary>
    internal EndpointClaim? FindFor(IpEndpoint known, IpEndpoint from) => _byKnown.GetValueOrDefault((false, known))
        ?.Where(claim => claim.Hears(from)).OrderBy(claim => claim.Peer is null ? 0 : 1).LastOrDefault();

    internal EndpointClaim? FindShared(bool stream, IpEndpoint known, int node) => _shared.GetValueOrDefault((stream, known, node));

    /// <summary>Who has the real endpoint; null for an outside program.</summary>
    internal EndpointClaim? FindReal(bool stream, IPEndPoint real) => _byReal.GetValueOrDefault((stream, real));

    /// <summary>The socket hears this address of many: a group, or <see cref="LoopbackAddresses.LoopbackBroadcast"/>.</summary>
    internal void Join(Ipv4Address address, int port, EndpointClaim claim) =>
        _groups.AddOrUpdate((address, port), _ => [claim], (_, claims) => claims.Contains(claim) ? claims : [.. claims, claim]);

    internal void Leave(Ipv4Address address, int port, EndpointClaim claim) =>
        _groups.AddOrUpdate((address, port), _ => [], (_, claims) => [.. claims.Where(other => other != claim)]);

    internal IReadOnlyList<EndpointClaim> ListenersTo(Ipv4Address address, int port) => _groups.GetValueOrDefault((address, port)) ?? [];
}
