namespace NetComm.Scenarios.Reading.Expectations;

/// <summary>What a metric is compared with.</summary>
internal enum MetricValue
{
    /// <summary>A plain number, of packets or the like.</summary>
    Number,

    /// <summary>A share.</summary>
    Share,

    /// <summary>A time.</summary>
    Time,

    /// <summary>A time that may be negative.</summary>
    TimeDifference,

    /// <summary>A rate in bits per second.</summary>
    Rate,

    /// <summary>Nothing: it holds or it does not.</summary>
    YesNo,

    /// <summary>The name of a host.</summary>
    Host,

    /// <summary>A text in quotes.</summary>
    Text,
}
