using NetComm.Sim.Model;
using NetComm.Sim.Packets;

namespace NetComm.Sim.Protocols.Rip;

/// <summary>A route: over which interface, to which neighbour (none where the destination is on the interface's own network), at which metric.</summary>
internal sealed record RipRoute(Ipv4Network Network, int Interface, Ipv4Address? NextHop, int Metric, RipOrigin Origin)
{
    public bool IsReachable => Metric < RipEntry.Infinity;

    public RipRoute Unreachable => this with { Metric = RipEntry.Infinity, Origin = RipOrigin.Learned };

    /// <summary>
    /// Less metric; at equal metrics the lowest next hop. RFC 2453 §3.9.2 calls it simplest to stay with the route there is; by this
    /// rule it does not matter whose update came first.
    /// </summary>
    public bool IsBetterThan(RipRoute other) =>
        Metric < other.Metric || (Metric == other.Metric && NextHop.GetValueOrDefault().CompareTo(other.NextHop.GetValueOrDefault()) < 0);

    public bool ComesFromWhere(RipRoute other) => (Interface, NextHop) == (other.Interface, other.NextHop);
}
