namespace NetComm.Reporting.Topology;

/// <summary>A place on the drawing; downwards is positive.</summary>
internal readonly record struct Place(double X, double Y)
{
    /// <summary>How far it is from the origin.</summary>
    public double Length => Math.Sqrt((X * X) + (Y * Y));

    public static Place operator +(Place a, Place b) => new(a.X + b.X, a.Y + b.Y);

    public static Place operator -(Place a, Place b) => new(a.X - b.X, a.Y - b.Y);

    public static Place operator *(Place a, double factor) => new(a.X * factor, a.Y * factor);
}
