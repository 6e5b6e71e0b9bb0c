using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Document;
using NetComm.Reporting.Html;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Player;

/// <summary>
/// What plays the run; a block of the HTML page alone. The script builds what can be operated; without it there is a sentence.
/// </summary>
/// <param name="Recording">What is played.</param>
/// <param name="Plan">Where it is shown.</param>
internal sealed record PlayerBlock(Recording Recording, NetworkPlan Plan) : Block
{
    /// <summary>Writes it into the section with the id <c>player</c>.</summary>
    public void WriteTo(MarkupWriter html, IChartRenderer renderer)
    {
        PlayerView[] views = [new(Plan, ChartSize.Wide), new(Plan, ChartSize.Narrow)];
        html.Line(
            $"<p id=\"player-note\">The player needs scripts, which this browser does not run. The other pictures show the same run.</p>");
        html.Line($"<div id=\"player-root\" hidden=\"hidden\">");
        html.Line($"<p>{Caption}</p>");
        html.Line($"<div id=\"player-stage\">");
        html.Line(
            $"<div class=\"wide\">{renderer.Render(views[0], new ChartPlacement("player-picture", ChartSize.Wide, StandsAlone: false))}</div>");
        html.Line(
            $"<div class=\"narrow\">{renderer.Render(views[1], new ChartPlacement("player-picture-narrow", ChartSize.Narrow, StandsAlone: false))}</div>");
        html.Line($"</div>");
        html.Line($"</div>");
        html.Line(
            $"<script type=\"application/json\" id=\"player-data\">{new Markup(RecordingJson.Of(Recording, Plan, views))}</script>");
        PageScript.Player.WriteTo(html);
    }

    private string Caption => Recording.IsCut
        ? $"The beginning of the run: {DigitGroups.Of(Recording.Packets.Count)} packets; what came later is not in the player. Choose a " +
        $"packet to see its headers, a host to see its sockets."
        : "Choose a packet to see its headers, a host to see its sockets.";
}
