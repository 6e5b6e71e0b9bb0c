namespace NetComm.Model;

/// <summary>An instant: whole picoseconds since the run began. Limit: 106 days.</summary>
public readonly record struct SimTime(long Picoseconds) : IComparable<SimTime>
{
    /// <summary>The instant at which a run begins.</summary>
    public static readonly SimTime Zero;

    /// <summary>Later than every instant of a run.</summary>
    public static readonly SimTime Never = new(long.MaxValue);

    /// <summary>
    /// The date at which every simulated run begins, wherever one is told (captures, HTTP, FTP): 2000-01-01 00:00:00 UTC, since tshark
    /// takes 1970 for no time at all.
    /// </summary>
    internal static readonly DateTime SimulatedEpoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Seconds since the run began, as a real number; for figures, never for the order of events.</summary>
    public double TotalSeconds => Picoseconds / (double)SimDuration.PerSecond;

    /// <inheritdoc/>
    public int CompareTo(SimTime other) => Picoseconds.CompareTo(other.Picoseconds);

    /// <summary>The instant later by the duration.</summary>
    public static SimTime operator +(SimTime time, SimDuration duration) => new(time.Picoseconds + duration.Picoseconds);

    /// <summary>The instant earlier by the duration.</summary>
    public static SimTime operator -(SimTime time, SimDuration duration) => new(time.Picoseconds - duration.Picoseconds);

    /// <summary>The time from right to left.</summary>
    public static SimDuration operator -(SimTime left, SimTime right) => new(left.Picoseconds - right.Picoseconds);

    /// <summary>Whether left is earlier.</summary>
    public static bool operator <(SimTime left, SimTime right) => left.Picoseconds < right.Picoseconds;

    /// <summary>Whether left is later.</summary>
    public static bool operator >(SimTime left, SimTime right) => left.Picoseconds > right.Picoseconds;

    /// <summary>Whether left is not later.</summary>
    public static bool operator <=(SimTime left, SimTime right) => left.Picoseconds <= right.Picoseconds;

    /// <summary>Whether left is not earlier.</summary>
    public static bool operator >=(SimTime left, SimTime right) => left.Picoseconds >= right.Picoseconds;

    /// <summary>The date of this instant in a run that began at that date.</summary>
    internal DateTime DateSince(DateTime epoch) => epoch + new SimDuration(Picoseconds).ToTimeSpan();

    /// <summary>The time since the run began: <c>1.5 s</c>.</summary>
    public override string ToString() => new SimDuration(Picoseconds).ToString();
}
