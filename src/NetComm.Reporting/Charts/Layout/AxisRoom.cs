namespace NetComm.Reporting.Charts.Layout;

/// <summary>Where an axis lies on the page.</summary>
/// <param name="Spacing">Distance in pixels at which ticks read well.</param>
/// <param name="Clearance">Least distance in pixels of two neighbouring labels' middles.</param>
internal sealed record AxisRoom(double Start, double End, double Spacing, Func<string, string, double> Clearance)
{
    /// <summary>From left to right; labels stand side by side.</summary>
    public static AxisRoom Horizontal(double left, double right, double fontSize) =>
        new(left, right, 6.5 * fontSize, (a, b) => ((TextMetrics.Width(a, fontSize) + TextMetrics.Width(b, fontSize)) / 2) + fontSize);

    /// <summary>From the bottom up; labels stand above each other.</summary>
    public static AxisRoom Vertical(double bottom, double top, double fontSize) =>
        new(bottom, top, 3.5 * fontSize, (_, _) => 1.6 * fontSize);

    /// <summary>How many ticks to try at first.</summary>
    public int MostSteps => Math.Clamp((int)(Math.Abs(End - Start) / Spacing), 1, 12);

    /// <summary>Whether no two labels touch.</summary>
    public bool Fits(IReadOnlyList<Tick> ticks)
    {
        for (int i = 1; i < ticks.Count; i++)
            if (Math.Abs(ticks[i].Position - ticks[i - 1].Position) < Clearance(ticks[i].Label, ticks[i - 1].Label))
                return false;
        return true;
    }

    public double At(double share) => Start + ((End - Start) * share);
}
