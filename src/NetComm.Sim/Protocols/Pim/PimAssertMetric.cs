using NetComm.Sim.Model;
using NetComm.Sim.Packets;

namespace NetComm.Sim.Protocols.Pim;

/// <summary>What a router says of its way to a source in an assert (RFC 3973 §4.6.1).</summary>
internal readonly record struct PimAssertMetric(uint Preference, uint Metric, Ipv4Address Address)
{
    /// <summary>Of a router that would not send onto that network: no infinite one that is heard is better.</summary>
    public static readonly PimAssertMetric Infinite = new(PimMessage.Assert.InfinitePreference, PimMessage.Assert.InfiniteMetric, Ipv4Address.LimitedBroadcast);

    /// <summary>The least preference, then the least metric, then the highest address.</summary>
    public bool IsBetterThan(PimAssertMetric other) =>
        (Preference, Metric).CompareTo((other.Preference, other.Metric)) < 0
        || ((Preference, Metric) == (other.Preference, other.Metric) && Address.CompareTo(other.Address) > 0);
}
