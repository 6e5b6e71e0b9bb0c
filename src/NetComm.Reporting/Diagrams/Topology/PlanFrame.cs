using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Svg;

namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>Where everything of a plan lies, in pixels: symbols, lines, what stands beside the lines, the legend.</summary>
internal sealed class PlanFrame
{
    public const double TextSize = 13;

    /// <summary>Size of the letters beside lines and in second lines.</summary>
    public const double SmallSize = 11.5;

    public const double SmallLine = 14;

    public const double LegendRow = 20;

    /// <summary>From the left edge of a symbol to its text.</summary>
    public const double GlyphRoom = 28;

    public const double LaneGap = 6;

    private const double Edge = ChartFrame.Edge;
    /// <summary>Names are bold, and bold letters are wider by this much.</summary>
    private const double Bold = 1.09;
    private const double LowBox = 30;
    private const double HighBox = 44;
    private const double PairGap = 34;
    private const double LongestUnder = 106;

    private const char NoBreak = '\u00A0';
    private const int MostKeyLines = 30;

    private readonly PlanGraph _graph;
    private readonly LineLabels _labels;
    private readonly double _longestName;

    public PlanFrame(NetworkPlan plan, PlanGraph graph, string title, double width)
    {
        _graph = graph;
        Width = width;
        IsNarrow = width < 500;
        _longestName = IsNarrow ? 82 : 130;
        TitleLines = SvgRoot.TitleLines(title, width);
        Legend = LegendOf(plan);
        Boxes = PlaceBoxes();
        Lines = [.. graph.Edges.Select(LineOf)];
        _labels = new LineLabels(this);
        PlanBottom = Boxes.Select(box => box.Bottom).Concat(Labels.Select(label => label.Box.Bottom)).DefaultIfEmpty(Top).Max() + 6;
        Key = TextMetrics.Wrap(
            string.Join("; ", _labels.Key.Select(BrokenAtCommas)), TextSize, width - (2 * Edge), MostKeyLines);
        Height = Math.Ceiling(PlanBottom + (_labels.Key.Any() ? (Key.Count * LegendRow) + 4 : 0) + Edge);
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>On a telephone the plan runs downwards.</summary>
    public bool IsNarrow { get; }

    public IReadOnlyList<string> TitleLines { get; }

    /// <summary>A row per path, in one column or two.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; }

    public IReadOnlyList<Box> Boxes { get; }

    public IReadOnlyList<PlanLine> Lines { get; }

    public IReadOnlyList<LineLabel> Labels => _labels.All;

    public double PlanBottom { get; }

    /// <summary>What letters beside lines stand for, under the plan.</summary>
    public IReadOnlyList<string> Key { get; }

    public PlanGraph Graph => _graph;

    public double Top => LegendTop + ((LegendRows + (_graph.CommonLabel.Length > 0 ? 1 : 0)) * LegendRow) + 14;

    /// <summary>What is said once of all links without a label; empty where there is nothing.</summary>
    public string CommonLabel =>
        _graph.CommonLabel.Length == 0 ? "" : $"{(_labels.IsIncomplete ? "Most links" : "Links")} without a label: {_graph.CommonLabel}";

    public double CommonLabelBaseline => LegendMiddle(LegendRows) + 4.5;

    /// <summary>A quantity stays with its unit, and a direction with its first quantity.</summary>
    public static string BrokenAtCommas(string text) => text.Replace(' ', NoBreak).Replace($",{NoBreak}", ", ", StringComparison.Ordinal);

    private int LegendRows => Legend.Select(entry => entry.Row + 1).DefaultIfEmpty(0).Max();

    private double LegendTop => Edge + (TitleLines.Count * ChartFrame.TitleLine) + 4;

    public double LegendMiddle(int row) => LegendTop + ((row + 0.5) * LegendRow);

    public string Shown(PlanVertex vertex) => TextMetrics.Shorten(vertex.Name, TextSize, _longestName);

    public string ShownUnder(PlanVertex vertex) => TextMetrics.Shorten(vertex.Under, SmallSize, Math.Max(_longestName, LongestUnder));

    private IReadOnlyList<LegendEntry> LegendOf(NetworkPlan plan)
    {
        string[] names = [.. plan.Paths.Select(path => $"{path.Name}: {path.About}")];
        return [.. Charts.Layout.Legend.InRows(names, LegendEntry.SampleWidth, 24, Width - (2 * Edge))
            .Select((at, path) => new LegendEntry(Edge + at.X, at.Row, path, at.Shown, names[path]))];
    }

    private Box[] PlaceBoxes()
    {
        Place[] places = _graph.Places.Select(place => IsNarrow ? new Place(place.Y, place.X) : place).ToArray();
        if (places.Length == 0) return [];

        (double Width, double Height)[] sizes = _graph.Vertices.Select(SizeOf).ToArray();
        double widest = sizes.Max(size => size.Width);
        double spanX = places.Max(p => p.X) - places.Min(p => p.X);
        double room = Width - (2 * Edge) - widest - 6;
        double unitX = Math.Min(IsNarrow ? 130 : 180, spanX == 0 ? double.MaxValue : room / spanX);
        double unitY = IsNarrow ? 96 : Math.Clamp(unitX * 0.62, 84, 112);
        double left = places.Min(p => p.X);
        Box[] boxes = places
            .Select((place, i) => new Box(new Place((place.X - left) * unitX, place.Y * unitY), sizes[i].Width, sizes[i].Height)).ToArray();

        double shift = (Width / 2) - ((boxes.Min(b => b.Left) + boxes.Max(b => b.Right)) / 2);
        for (int i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { Middle = boxes[i].Middle + new Place(shift, 0) };
        BoxSpreading.Spread(boxes, _graph.Edges, Edge, Width - Edge - 4);

        // Room for a label over the topmost symbols.
        double down = Top + (_graph.Edges.Any(edge => edge.Label.Count > 0) ? 2 * SmallLine : 4) - boxes.Min(b => b.Top);
        return [.. boxes.Select(box => box with { Middle = new Place(Math.Round(box.Middle.X), Math.Round(box.Middle.Y + down)) })];
    }

    private (double Width, double Height) SizeOf(PlanVertex vertex)
    {
        double text = Math.Max(TextMetrics.Width(Shown(vertex), TextSize) * Bold, TextMetrics.Width(ShownUnder(vertex), SmallSize));
        return (Math.Ceiling((GlyphRoom + text + 11) / 2) * 2, vertex.Under.Length == 0 ? LowBox : HighBox);
    }

    /// <summary>Several links between the same two run side by side.</summary>
    private PlanLine LineOf(PlanEdge edge)
    {
        bool IsParallel(PlanEdge other) => (other.A == edge.A && other.B == edge.B) || (other.A == edge.B && other.B == edge.A);
        List<PlanEdge> twins = _graph.Edges.Where(IsParallel).ToList();
        (Place a, Place b) = (Boxes[edge.A].Middle, Boxes[edge.B].Middle);
        Place along = b - a;
        Place unit = along.Length == 0 ? new Place(1, 0) : along * (1 / along.Length);
        // Lanes keep their order all over the plan: from the top down, or from left to right.
        Place across = unit.X < -0.05 || (Math.Abs(unit.X) <= 0.05 && unit.Y > 0) ? new Place(unit.Y, -unit.X) : new Place(-unit.Y, unit.X);
        Place aside = across * ((twins.IndexOf(edge) - ((twins.Count - 1) / 2.0)) * PairGap);
        (a, b) = (a + aside, b + aside);
        double from = Boxes[edge.A].Cut(a, b)?.To ?? 0;
        double to = Boxes[edge.B].Cut(a, b)?.From ?? 1;
        return new PlanLine(a, b, across, a + ((b - a) * from), a + ((b - a) * to), Math.Max(0, edge.Uses.Count - 1) * LaneGap / 2);
    }
}

/// <summary>A line of the plan, in pixels.</summary>
/// <param name="A">Its beginning, in the middle of a symbol.</param>
/// <param name="B">Its end, likewise.</param>
/// <param name="Across">The direction across it, of length one.</param>
/// <param name="Seen">Where it comes out of the first symbol.</param>
/// <param name="SeenTo">Where it goes into the second.</param>
/// <param name="Half">Half of the width of what runs along it.</param>
internal sealed record PlanLine(Place A, Place B, Place Across, Place Seen, Place SeenTo, double Half)
{
    public Place At(double share) => Seen + ((SeenTo - Seen) * share);
}

internal sealed record LegendEntry(double X, int Row, int Path, string Shown, string Full)
{
    /// <summary>From the left edge of the sample to the text.</summary>
    public const double SampleWidth = 42;
}
