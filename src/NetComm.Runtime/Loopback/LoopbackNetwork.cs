using System.Net;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.Proxying;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>What the hosts and sockets of one loopback run share.</summary>
/// <param name="Run">What all actors of a run share; its scenario speaks in loopback addresses.</param>
/// <param name="Book">Who has which address and port.</param>
/// <param name="HasAddressRange">Whether the system has all of 127.0.0.0/8, and not only 127.0.0.1.</param>
internal sealed record LoopbackNetwork(
    RunContext Run, TimerThread Timer, LoopbackAddresses Addresses, BoundEndpoints Book, PathEmulator Paths, LoopbackNotes Notes,
    RunFailures Failures,
    bool HasAddressRange)
{
    /// <summary>Whether members of an anycast service really share its address: the system has it, and several may bind it.</summary>
    internal bool SharesAddresses { get; } = HasAddressRange && Run.Scenario.AnycastServices.Count > 0
        && LoopbackCapabilities.CanShareAddress();

    /// <summary>Is told of each socket that a host makes; for tests that harm them.</summary>
    internal Action<SocketMade>? OnSocketMade { get; init; }

    /// <summary>Says what happens while it does.</summary>
    internal LiveLines Live { get; init; } = new(Run.Scenario, told: null);

    /// <summary>What the proxies share.</summary>
    internal ProxiedTraffic Proxied { get; } = new(Run);

    internal CrashTimes Crashes { get; } = new(Run.Scenario);

    internal GroupMembers Members { get; } = new(Run.Scenario, Run.Clock, Paths);

    internal IPAddress RealAddressOf(Ipv4Address known) => HasAddressRange ? known.ToReal() : IPAddress.Loopback;

    /// <summary>The addresses on which a socket of the host waits that is bound to <paramref name="wanted"/>.</summary>
    internal static IReadOnlyList<Ipv4Address> AddressesOf(Node node, Ipv4Address wanted)
    {
        if (wanted != Ipv4Address.Any) return [wanted];
        return node.Interfaces.Count == 0 ? [Ipv4Address.Localhost] : [.. node.Interfaces.Select(at => at.Address).Distinct()];
    }

    /// <summary>Whether a node has the address, alone or with others, or it is what 127.0.0.1 is to it.</summary>
    internal bool IsOwn(Node node, Ipv4Address address) => address == Addresses.LocalhostOf(node.Index)
        || node.Interfaces.Any(at => at.Address == address) || Addresses.SharedBy(node.Index).Contains(address);

    /// <summary>Whether it is a broadcast to a host of the node's networks: whether one is for others, only those know.</summary>
    internal static bool IsBroadcast(Node node, Ipv4Address address) =>
        address == Ipv4Address.LimitedBroadcast || node.Interfaces.Any(at => at.Network.Broadcast == address);

    /// <summary>The host behind an endpoint: who has the port, else who has the address; −1 where nobody has it.</summary>
    internal int NodeBehind(bool stream, IpEndpoint known) => Book.Find(stream, known)?.Node ?? Addresses.NodeAt(known.Address);

    /// <summary>The node, those who share its address, or nobody, that an endpoint leads to on the links; −1: no network.</summary>
    internal int DestinationOf(bool stream, IpEndpoint known)
    {
        if (Addresses.ServiceAt(known.Address) is { } service) return Paths.DestinationOf(service);
        int node = NodeBehind(stream, known);
        if (node >= 0 || MediumOf(known.Address) is not { } medium) return node;
        return Paths.DestinationOfNobody(medium.Index, medium.Network, known.Address);
    }

    /// <summary>The link or LAN of whose network an address is that nobody has.</summary>
    internal LinkOrLan? MediumOf(Ipv4Address address) => Run.Scenario.Links.FirstOrDefault(medium => medium.Network.Contains(address));

    /// <summary>Whether outside programs stand for the node.</summary>
    internal bool IsOutside(int node) => node >= 0 && Run.Scenario.Nodes[node].External;
}
