namespace NetComm.Reporting.Charts;

/// <summary>One value, in base units. A value that is not finite is a gap.</summary>
internal readonly record struct ChartPoint(double X, double Y)
{
    /// <summary>Whether it can be drawn; beyond 1e300 the width of an axis would overflow.</summary>
    public bool IsFinite => Math.Abs(X) < 1e300 && Math.Abs(Y) < 1e300;
}
