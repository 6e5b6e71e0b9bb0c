using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Charts;

/// <summary>Draws pictures. The seam at which another chart library can take the place of the one that we use.</summary>
internal interface IChartRenderer
{
    /// <summary>CSS for a page that holds charts which do not stand alone.</summary>
    string StyleSheet { get; }

    /// <summary>An <c>svg</c> element; the same picture gives the same bytes on every machine.</summary>
    Markup Render(IPicture picture, ChartPlacement placement);

    /// <summary>A PNG file for word processors that take no SVG, of two dots a pixel for sharp print.</summary>
    byte[] RenderPng(IPicture picture);
}

/// <summary>Something that a report shows: a <see cref="Chart"/>, or a drawing that is none.</summary>
internal interface IPicture
{
    /// <summary>One short line over it.</summary>
    string Title { get; }
}

/// <summary>A picture that is laid out as lines, areas and texts, which the chart library draws.</summary>
internal interface ILaidOut : IPicture
{
    /// <summary>What stands where, in the room that it gets.</summary>
    ChartSpec LayOut(ChartSize size);
}

/// <summary>A picture whose values a reader of the page can look up, each by itself.</summary>
internal interface IExplorable : ILaidOut
{
    /// <summary>The values, for the page's script: JSON without &lt; and &amp;, so that no text in it ends the element around it.</summary>
    /// <param name="isOverTime">Whether it has the time of the run along its axis, which all such charts of a page share.</param>
    string DataOf(bool isOverTime);
}

/// <summary>A picture that no chart library can draw, such as a map of the network: it knows itself how it looks.</summary>
internal interface IDrawing : IPicture
{
    /// <summary>An <c>svg</c> element; the same drawing gives the same bytes.</summary>
    Markup Draw(ChartPlacement placement);
}

/// <summary>Where a rendered chart will stand.</summary>
/// <param name="Id">Prefix of the ids inside, unique on the page: letters, digits, <c>-</c> and <c>_</c>, beginning with a letter.</param>
/// <param name="Size">Room on the page.</param>
/// <param name="StandsAlone">Whether it is a file of its own; inside a page it leaves the style sheet to the page.</param>
internal sealed record ChartPlacement(string Id, ChartSize Size, bool StandsAlone)
{
    /// <summary>A file of its own.</summary>
    public static ChartPlacement File { get; } = new("chart", ChartSize.Wide, StandsAlone: true);
}

/// <summary>How much room a chart takes, in CSS pixels. The whole chart is higher than its plot by title, legend and axes.</summary>
/// <param name="Width">Of the whole chart.</param>
/// <param name="PlotHeight">Of the area that holds the data.</param>
internal sealed record ChartSize(int Width, int PlotHeight)
{
    /// <summary>For screens and paper.</summary>
    public static ChartSize Wide { get; } = new(720, 260);

    /// <summary>For telephones: letters keep their size on 360 pixels.</summary>
    public static ChartSize Narrow { get; } = new(340, 200);
}
