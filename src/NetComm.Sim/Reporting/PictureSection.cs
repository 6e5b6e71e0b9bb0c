using NetComm.Sim.Reporting.Charts;
using NetComm.Sim.Reporting.Html;

namespace NetComm.Sim.Reporting;

/// <summary>A section of the page that is a picture.</summary>
/// <param name="Id">Of the section, and the stem of the picture's file.</param>
/// <param name="Heading">Over it.</param>
/// <param name="Caption">A sentence or two that tell what to see; where there is no picture, why.</param>
/// <param name="Drawing">The picture; null where none can be read.</param>
internal sealed record PictureSection(string Id, string Heading, string Caption, IDrawing? Drawing)
{
    /// <summary>Where the picture stands as a file.</summary>
    public string Path => $"charts/{Id}.svg";

    /// <summary>Figures that belong to the picture; null where there are none.</summary>
    public Table? Table { get; init; }

    /// <summary>Whether it keeps its width on a telephone, where one moves it sideways.</summary>
    public bool Scrolls { get; init; }
}
