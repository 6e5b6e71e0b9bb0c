namespace NetComm.Model;

/// <summary>One direction of a link, or between a LAN (its switch) and one member.</summary>
/// <param name="Index">Place among all directions of the scenario: media in order; a link forward, backward; a LAN's ports in order, each
/// up, down.</param>
/// <param name="Medium">The link's or LAN's place in <see cref="Scenario.Links"/>.</param>
/// <param name="From">Where packets enter: a node's name, or the LAN's.</param>
/// <param name="To">Where they leave: a node's name, or the LAN's.</param>
/// <param name="FromNode">The node at its begin; null for a LAN's switch.</param>
/// <param name="ToNode">The node at its end; null for a LAN's switch.</param>
/// <param name="Ethernet">Whether packets travel in Ethernet frames.</param>
public sealed record Direction(int Index, int Medium, string Name, string From, string To, NodeId? FromNode, NodeId? ToNode, bool Ethernet)
{
    /// <summary>Ethernet's header and frame check sequence (IEEE 802.3).</summary>
    public const int EthernetOverhead = 18;

    /// <summary>The smallest Ethernet frame (IEEE 802.3).</summary>
    public const int EthernetMinimum = 64;

    /// <summary>Whether it leads from a station to a shared medium.</summary>
    public bool IsShared { get; init; }

    /// <summary>Its identity.</summary>
    public DirectionId Id => new(Index);

    /// <summary>Its name in traces and pictures: <c>core r1&gt;r2</c>.</summary>
    public string Label => $"{Name} {From}>{To}";

    /// <summary>Bytes that are sent for an IP packet (or ARP message) of so many: its Ethernet frame, or itself.</summary>
    public int FrameLength(int ipLength) => FrameLength(Ethernet, ipLength);

    /// <summary>The same, where it is known whether packets travel in Ethernet frames.</summary>
    internal static int FrameLength(bool ethernet, int ipLength) =>
        ethernet ? Math.Max(EthernetMinimum, ipLength + EthernetOverhead) : ipLength;

    /// <summary>All directions of these media, in the order of their indices.</summary>
    public static IReadOnlyList<Direction> Of(IReadOnlyList<Node> nodes, IReadOnlyList<LinkOrLan> media)
    {
        var all = new List<Direction>();
        foreach (LinkOrLan medium in media)
        {
            if (medium is Link)
            {
                AddPair(new(medium.Interfaces[0].Node), new(medium.Interfaces[1].Node));
                continue;
            }

            foreach (NetworkInterface member in medium.Interfaces) AddPair(new(member.Node), null);

            void AddPair(NodeId? a, NodeId? b)
            {
                string Name(NodeId? node) => node is { } known ? nodes[known.Index].Name : medium.Name;
                bool ethernet = medium is Lan;
                bool isShared = medium is Lan { Medium: LanMedium.Shared };
                all.Add(new(all.Count, medium.Index, medium.Name, Name(a), Name(b), a, b, ethernet) { IsShared = isShared });
                all.Add(new(all.Count, medium.Index, medium.Name, Name(b), Name(a), b, a, ethernet));
            }
        }

        return all;
    }
}

/// <summary>Which direction of a link or LAN: its place among all directions of the scenario.</summary>
public readonly record struct DirectionId(int Index);
