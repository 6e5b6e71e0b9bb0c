namespace NetComm.Sim.Scenarios.Language;

/// <summary>What a number with a unit is an amount of.</summary>
internal enum QuantityKind
{
    /// <summary>In picoseconds.</summary>
    Time,

    /// <summary>In bits per second.</summary>
    Rate,

    /// <summary>In packets per second.</summary>
    PacketRate,

    /// <summary>In bytes.</summary>
    Size,

    /// <summary>A share of 1.</summary>
    Share,

    /// <summary>In packets.</summary>
    Packets,
}
