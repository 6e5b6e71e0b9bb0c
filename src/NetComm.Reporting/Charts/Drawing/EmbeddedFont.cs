using SkiaSharp;

namespace NetComm.Reporting.Charts.Drawing;

/// <summary>
/// DejaVu Sans, which the program brings: letters of PNG files are the same on machines with other fonts, or none. SVG leaves the font to
/// the reader's system.
/// </summary>
internal static class EmbeddedFont
{
    private static readonly Lazy<SKTypeface> Regular = new(() => Read("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface> Bold = new(() => Read("DejaVuSans-Bold.ttf"));

    public static SKTypeface Of(bool isBold) => (isBold ? Bold : Regular).Value;

    /// <summary>How far below the baseline its lowest letter goes, in pixels.</summary>
    public static float Descent(double size, bool isBold)
    {
        using var font = new SKFont(Of(isBold), (float)size);
        return font.Metrics.Bottom;
    }

    private static SKTypeface Read(string name)
    {
        using Stream file = typeof(EmbeddedFont).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program lacks its resource '{name}'.");
        return SKTypeface.FromStream(file) ?? throw new InvalidOperationException($"'{name}' is no font.");
    }
}
