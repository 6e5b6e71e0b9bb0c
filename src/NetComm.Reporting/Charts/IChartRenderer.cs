namespace NetComm.Reporting.Charts;

/// <summary>Draws charts. The seam at which another chart library can take the place of ours.</summary>
internal interface IChartRenderer
{
    /// <summary>CSS for a page that holds charts which do not stand alone.</summary>
    string StyleSheet { get; }

    /// <summary>An <c>svg</c> element; the same picture gives the same bytes.</summary>
    Markup Render(IPicture picture, ChartPlacement placement);
}
