namespace NetComm.Reporting.Charts.Specs;

/// <summary>What lines are drawn with.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Dash">Lengths drawn and left out in turn, in pixels with a space between; empty for a solid line.</param>
internal sealed record Pen(ThemeColour Colour, double Width, PenCap Cap = PenCap.Butt, string Dash = "");

/// <summary>How a stroke ends.</summary>
internal enum PenCap
{
    /// <summary>At its last place.</summary>
    Butt,

    /// <summary>Half the pen's width beyond, in a half circle.</summary>
    Round,

    /// <summary>Half the pen's width beyond, straight.</summary>
    Square,
}

/// <param name="Opacity">From 0, nothing, to 1.</param>
internal sealed record Fill(ThemeColour Colour, double Opacity = 1, Pen? Outline = null);

/// <summary>How a text looks.</summary>
/// <param name="Size">Of its letters, in pixels.</param>
/// <param name="Anchor">Which of its ends its place is.</param>
internal sealed record TextStyle(ThemeColour Colour, double Size, TextAnchor Anchor = TextAnchor.Start, bool IsBold = false);

/// <summary>What of a text stands at its place.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}
