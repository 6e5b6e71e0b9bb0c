namespace NetComm.Reporting.Charts.Specs;

/// <summary>A place in a chart, in pixels from its top left corner; downwards is positive.</summary>
internal readonly record struct Pixel(double X, double Y)
{
    /// <summary>Places are tenths of a pixel: finer than paper shows, short in a file, and the same on every machine.</summary>
    public const double Grain = 0.1;

    public static Pixel At(double x, double y) => new(Rounded(x), Rounded(y));

    /// <summary>The place a step further, rounded.</summary>
    public static Pixel operator +(Pixel place, Pixel step) => At(place.X + step.X, place.Y + step.Y);

    public static double Rounded(double coordinate) => Math.Round(coordinate * 10, MidpointRounding.AwayFromZero) / 10;
}

/// <summary>A rectangle in a chart, in tenths of a pixel.</summary>
internal readonly record struct PixelBox(double Left, double Top, double Right, double Bottom)
{
    public static PixelBox At(double left, double top, double right, double bottom) =>
        new(Pixel.Rounded(left), Pixel.Rounded(top), Pixel.Rounded(right), Pixel.Rounded(bottom));
}
