namespace NetComm.Network;

/// <summary>Whom a node asks for by ARP: the interface that has an address, or a destination that nobody has.</summary>
internal readonly record struct ArpNeighbour : IComparable<ArpNeighbour>
{
    // An interface, from 0; below, −1 − a destination.
    private readonly int _code;

    private ArpNeighbour(int code) => _code = code;

    internal static ArpNeighbour At(int at) => new(at);

    /// <summary>A destination whose address no interface of the network has.</summary>
    internal static ArpNeighbour Missing(int destination) => new(-1 - destination);

    internal int? Interface => _code >= 0 ? _code : null;

    internal int Destination => -1 - _code;

    /// <inheritdoc/>
    public int CompareTo(ArpNeighbour other) => _code.CompareTo(other._code);
}
