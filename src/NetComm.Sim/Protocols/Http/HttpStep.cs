namespace NetComm.Sim.Protocols.Http;

/// <summary>How far a part of a message has been read.</summary>
internal enum HttpStep
{
    /// <summary>More bytes are needed.</summary>
    More,

    /// <summary>It is whole.</summary>
    Whole,

    /// <summary>It breaks the grammar.</summary>
    Malformed,

    /// <summary>Its first line is longer than allowed.</summary>
    LineTooLong,

    /// <summary>Its fields are larger, or more, than allowed.</summary>
    FieldsTooLarge,
}
