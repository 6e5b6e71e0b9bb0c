namespace NetComm.Reporting.Charts;

/// <summary>A picture that is no chart of axes and series: it knows itself how it looks in the room that it gets.</summary>
internal interface IDrawing : IPicture
{
    /// <summary>An <c>svg</c> element; the same drawing gives the same bytes.</summary>
    Markup Draw(ChartPlacement placement);
}
