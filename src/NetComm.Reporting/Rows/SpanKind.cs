namespace NetComm.Reporting.Rows;

/// <summary>What holds during a span of time.</summary>
internal enum SpanKind
{
    /// <summary>A flow sends.</summary>
    Active,

    /// <summary>A host belongs to a group.</summary>
    Member,

    /// <summary>A link has other properties than at first.</summary>
    Changed,

    /// <summary>A link is down, or a host or router has crashed.</summary>
    Down,
}
