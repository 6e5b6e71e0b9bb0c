using System.Text.Json;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Player;

/// <summary>The stage of the player: symbols and lines where the topology has them, without the paths, and where they lie.</summary>
internal sealed class PlayerView : IDrawing
{
    private const double RoomAbove = 34;

    private readonly NetworkPlan _plan;
    private readonly PlanGraph _graph;
    private readonly PlanFrame _frame;

    public PlayerView(NetworkPlan plan, ChartSize size)
    {
        // The layout begins with the first sender, and tells hosts apart by what reaches them: it needs the paths that are not drawn.
        _plan = plan;
        _graph = PlanGraph.Of(plan);
        _frame = new PlanFrame(plan, _graph, Title, size.Width);
        Size = size;
    }

    public ChartSize Size { get; }

    public string Title => "The network, for packets to move on";

    public Markup Draw(ChartPlacement placement)
    {
        var svg = new MarkupWriter();
        SvgRoot.Open(svg, placement, Title, PlanText.Of(_plan with { Paths = [] }, _graph), _frame.Width, Height);
        svg.Line($"<g transform=\"translate(0 {-Cropped})\">");
        if (_frame.CommonLabel.Length > 0)
            svg.Line(
                $"<text class=\"nc-soft\" fill=\"{ChartTheme.SoftInk.Light}\" font-size=\"{PlanFrame.TextSize}\" x=\"{ChartFrame.Edge}\" y=\"{Cropped + PlanFrame.LegendRow}\">{_frame.CommonLabel}</text>");
        var lines = new PathData();
        foreach (PlanLine line in _frame.Lines) lines.Move(line.A.X, line.A.Y).Line(line.B.X, line.B.Y);
        if (!lines.IsEmpty)
            svg.Line(
                $"<path class=\"nc-axis\" fill=\"none\" stroke=\"{ChartTheme.AxisLine.Light}\" stroke-width=\"1.5\" " +
                $"d=\"{lines.ToMarkup()}\"/>");
        for (int i = 0; i < _graph.Vertices.Count; i++) Symbol.Write(svg, _frame, _graph.Vertices[i], _frame.Boxes[i]);
        TopologyDrawing.WriteLabels(svg, _frame);
        svg.Line($"</g>");
        svg.Line($"</svg>");
        return svg.ToMarkup();
    }

    /// <summary>Where things lie: a box per symbol and per label (left, top, width, height), a line per link (from, to).</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("width", _frame.Width);
        json.WriteNumber("height", Height);
        Boxes(json, "boxes", _frame.Boxes);
        Boxes(json, "labels", _frame.Labels.Select(label => label.Box));
        json.WriteStartArray("lines");
        foreach (PlanLine line in _frame.Lines) Numbers(json, line.Seen.X, line.Seen.Y - Cropped, line.SeenTo.X, line.SeenTo.Y - Cropped);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Title and legend, which are not drawn; over the plan there is room for what stands at packets.</summary>
    private double Cropped =>
        Math.Max(
            0, _frame.Boxes.Concat(_frame.Labels.Select(label => label.Box))
                .Min(box => box.Top) - RoomAbove - (_frame.CommonLabel.Length > 0 ? PlanFrame.LegendRow : 0));

    private double Height => Math.Ceiling(_frame.Height - Cropped);

    private void Boxes(Utf8JsonWriter json, string name, IEnumerable<Box> boxes)
    {
        json.WriteStartArray(name);
        foreach (Box box in boxes) Numbers(json, box.Left, box.Top - Cropped, box.Width, box.Height);
        json.WriteEndArray();
    }

    /// <summary>Whole tenths: the same on every machine.</summary>
    private static void Numbers(Utf8JsonWriter json, params double[] values)
    {
        json.WriteStartArray();
        foreach (double value in values) json.WriteNumberValue(Math.Round((decimal)value, 1));
        json.WriteEndArray();
    }
}
