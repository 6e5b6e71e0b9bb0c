namespace NetComm.Sim.Reporting.Charts;

/// <summary>How values are spread over an axis.</summary>
internal enum AxisScale
{
    /// <summary>Equal steps add.</summary>
    Linear,

    /// <summary>Equal steps multiply.</summary>
    Logarithmic,
}
