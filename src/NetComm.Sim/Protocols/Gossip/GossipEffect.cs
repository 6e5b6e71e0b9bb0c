using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Gossip;

/// <summary>What a gossip peer wants done.</summary>
internal abstract record GossipEffect
{
    private GossipEffect()
    {
    }

    /// <summary>A datagram goes to a peer.</summary>
    public sealed record Send(IpEndpoint To, GossipMessage Message) : GossipEffect;

    /// <summary>It knows the rumour now.</summary>
    /// <param name="Rumour">What it is.</param>
    /// <param name="Round">In which round; 0: it started it.</param>
    /// <param name="From">Who told; null: nobody.</param>
    public sealed record Learnt(string Rumour, long Round, string? From) : GossipEffect;

    /// <summary>It tells the rumour no more.</summary>
    public sealed record LostInterest(string Rumour, long Round, int Told, int InVain) : GossipEffect;
}
