namespace NetComm.Reporting.Diagrams;

/// <summary>A rectangle on the drawing, in pixels, given by its middle.</summary>
internal readonly record struct Box(Place Middle, double Width, double Height)
{
    public double Left => Middle.X - (Width / 2);

    public double Right => Middle.X + (Width / 2);

    public double Top => Middle.Y - (Height / 2);

    public double Bottom => Middle.Y + (Height / 2);

    /// <summary>Whether two come closer than a gap.</summary>
    public bool Touches(Box other, double gapX = 0, double gapY = 0) =>
        Math.Abs(Middle.X - other.Middle.X) < ((Width + other.Width) / 2) + gapX
            && Math.Abs(Middle.Y - other.Middle.Y) < ((Height + other.Height) / 2) + gapY;

    /// <summary>Which part of a straight line lies in it, as shares of the line's length; null where none does.</summary>
    public (double From, double To)? Cut(Place a, Place b)
    {
        double from = 0, to = 1;
        bool isCut = Narrow(a.X, b.X - a.X, Left, Right, ref from, ref to) && Narrow(a.Y, b.Y - a.Y, Top, Bottom, ref from, ref to);
        return isCut && from < to ? (from, to) : null;
    }

    private static bool Narrow(double start, double step, double low, double high, ref double from, ref double to)
    {
        if (step == 0) return start > low && start < high;
        (double first, double second) = ((low - start) / step, (high - start) / step);
        from = Math.Max(from, Math.Min(first, second));
        to = Math.Min(to, Math.Max(first, second));
        return true;
    }
}

/// <summary>A place on the drawing; downwards is positive.</summary>
internal readonly record struct Place(double X, double Y)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y));

    public static Place operator +(Place a, Place b) => new(a.X + b.X, a.Y + b.Y);

    public static Place operator -(Place a, Place b) => new(a.X - b.X, a.Y - b.Y);

    public static Place operator *(Place a, double factor) => new(a.X * factor, a.Y * factor);
}
