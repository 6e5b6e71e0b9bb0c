using NetComm.Sim.Model;
using NetComm.Sim.Packets;

namespace NetComm.Sim.Protocols.Dns;

/// <summary>What a resolver wants done.</summary>
internal abstract record DnsEffect
{
    private DnsEffect()
    {
    }

    /// <summary>A query goes to the server.</summary>
    public sealed record Send(byte[] Query) : DnsEffect;

    /// <summary>A name is looked up.</summary>
    /// <param name="Name">As asked.</param>
    /// <param name="Address">Its address; null where there is none.</param>
    /// <param name="Response">What the server said; null where it said nothing.</param>
    /// <param name="IsCached">Whether it was still known from an earlier answer.</param>
    public sealed record Resolved(string Name, Ipv4Address? Address, DnsResponseCode? Response, bool IsCached) : DnsEffect;
}
