namespace NetComm.Reporting.Topology;

/// <summary>The directions that carried packets of one flow or program.</summary>
/// <param name="Name">The flow's or program's name.</param>
/// <param name="About">What it is, in a few words: <c>multicast, alice → video</c>.</param>
/// <param name="From">The sending node's index.</param>
/// <param name="Packets">How many packets each direction carried, by index.</param>
/// <param name="Bytes">Their bytes on that wire.</param>
internal sealed record FlowPath(string Name, string About, int From, IReadOnlyList<long> Packets, IReadOnlyList<long> Bytes)
{
    /// <summary>How many trails are told apart: as many as there are colours.</summary>
    public const int Most = 6;

    /// <summary>Whether any of its packets went this way.</summary>
    public bool Uses(int direction) => Packets[direction] > 0;
}
