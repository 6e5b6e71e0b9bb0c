namespace NetComm.Reporting.Charts;

/// <summary>How values are spread over an axis.</summary>
internal enum AxisScale
{
    /// <summary>Equal steps add.</summary>
    Linear,

    /// <summary>Equal steps multiply.</summary>
    Logarithmic,

    /// <summary>Shares of one, of which every further nine is as far as the one before: 0 %, 90 %, 99 %, 99.9 %.</summary>
    Nines,
}
