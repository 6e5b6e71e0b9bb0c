namespace NetComm.Analysis;

/// <summary>The packets sent at or after one instant and before another.</summary>
internal readonly record struct Window(SimTime After, SimTime Before)
{
    public static readonly Window Whole = new(SimTime.Zero, SimTime.Never);

    public static Window Of(Expectation expected) => new(expected.After, expected.Before);

    public bool Contains(SimTime time) => time >= After && time < Before;

    public Window From(SimTime start) => this with { After = Later(After, start) };

    public long Overlap(SimTime start, SimTime end) =>
        Math.Max(0, Math.Min(Before.Picoseconds, end.Picoseconds) - Math.Max(After.Picoseconds, start.Picoseconds));

    private static SimTime Later(SimTime a, SimTime b) => a > b ? a : b;
}
