using System.Text;

namespace NetComm.Reporting.Charts.Drawing;

/// <summary>Text as Skia takes it: half a surrogate pair would cost the whole label, and a control character is none in XML.</summary>
internal static class DrawableText
{
    private static readonly Rune Replacement = new('\uFFFD');

    /// <summary>The text, with a replacement character for each that cannot be drawn.</summary>
    public static string Of(string text) => string.Concat(text.EnumerateRunes().Select(rune => CanDraw(rune) ? rune : Replacement));

    private static bool CanDraw(Rune rune) => !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF);
}
