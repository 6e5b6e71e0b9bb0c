namespace NetComm.Reporting.Charts;

/// <summary>How a series is drawn.</summary>
internal enum SeriesKind
{
    /// <summary>Values joined by straight lines.</summary>
    Line,

    /// <summary>Values that hold until the next one.</summary>
    Step,

    /// <summary>One marker per value.</summary>
    Points,

    /// <summary>A bar from zero to each value.</summary>
    Bars,

    /// <summary>Instants without a value, in a lane of their own under the plot.</summary>
    Lane,
}
