using System.Globalization;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Diagrams.HeatMaps;

/// <summary>Lays out a heat map. From the top: title, name of the rows, cells, name of the columns, bar of colours.</summary>
internal sealed class HeatMapLayout
{
    /// <summary>Texts are to be read on the strongest: contrast at least 4.5 on white and on dark pages (WCAG 2.2, 1.4.3).</summary>
    private const double Palest = 0.06, Strongest = 0.55;

    private const double LongestRowName = 110, HighestCell = 34, LowestCell = 10, MostHeight = 300;
    private const double BarHeight = 12;
    private const int BarSteps = 40;

    private static readonly TextStyle Name = new(ChartTheme.Ink, ChartFrame.TextSize);
    private static readonly TextStyle Figure = new(ChartTheme.SoftInk, ChartFrame.TickSize);

    private readonly HeatMap _map;
    private readonly IReadOnlyList<string> _titleLines;
    private readonly AxisLayout _value;
    private readonly double _left;
    private readonly double _top;
    private readonly double _width;
    private readonly double _cellWidth;
    private readonly double _cellHeight;
    private readonly List<Shape> _shapes = [];

    private HeatMapLayout(HeatMap map, double width)
    {
        _map = map;
        _titleLines = Charts.Svg.SvgRoot.TitleLines(map.Title, width);
        double names = map.Rows.Values.Max(value => TextMetrics.Width(value, ChartFrame.TickSize));
        _left = ChartFrame.Edge + Math.Min(LongestRowName, Math.Ceiling(names)) + 10;
        _top = ChartFrame.Edge + (_titleLines.Count * ChartFrame.TitleLine) + 12 + ChartFrame.TextSize + 8;
        _width = width - _left - ChartFrame.Edge - 14;
        _cellWidth = _width / map.Columns.Values.Count;
        _cellHeight = Math.Clamp(MostHeight / map.Rows.Values.Count, LowestCell, HighestCell);
        Extent extent = map.Cells.Aggregate(Extent.Empty, (all, cell) => all.With(cell.Value));
        _value = AxisLayout.For(map.Value, extent, AxisRoom.Horizontal(0, _width, ChartFrame.TickSize));
    }

    /// <summary>The map in the room that it gets; only its width counts.</summary>
    public static ChartSpec Of(HeatMap map, ChartSize size)
    {
        var layout = new HeatMapLayout(map, size.Width);
        layout.AddAll();
        return new ChartSpec(map.Title, layout.Text, size.Width, (int)Math.Ceiling(layout.Foot + ChartFrame.Edge), layout._shapes);
    }

    private double GridFoot => _top + (_map.Rows.Values.Count * _cellHeight);

    private double ColumnsBaseline => GridFoot + 8 + ChartFrame.TickSize;

    private double ColumnsNameBaseline => ColumnsBaseline + 8 + ChartFrame.TextSize;

    private double BarNameBaseline => ColumnsNameBaseline + 18 + ChartFrame.TextSize;

    private double BarTop => BarNameBaseline + 7;

    private double Foot => BarTop + BarHeight + 8 + ChartFrame.TickSize;

    private string Text
    {
        get
        {
            if (_map.Cells.Count == 0) return $"{_map.Description} No data.";
            HeatMapCell least = _map.Cells.MinBy(cell => cell.Value)!;
            HeatMapCell greatest = _map.Cells.MaxBy(cell => cell.Value)!;
            return $"{_map.Description} Least: {least.Text}. Greatest: {greatest.Text}.";
        }
    }

    private void AddAll()
    {
        _shapes.AddRange(ChartLayout.TitleOf(_titleLines));
        _shapes.Add(new Label(Pixel.At(ChartFrame.Edge, _top - 9), _map.Rows.Name, Name));
        bool hasTexts = _map.Cells.All(HasRoom);
        foreach (HeatMapCell cell in _map.Cells) _shapes.Add(new Rectangles([BoxOf(cell)], ShadeOf(cell.Value)) { Tooltip = cell.Text });
        if (hasTexts)
        {
            TextStyle inside = new(ChartTheme.Ink, ChartFrame.TickSize, TextAnchor.Middle);
            _shapes.AddRange(_map.Cells.Select(cell => new Label(MiddleOf(cell), Shown(cell.Value), inside) { Tooltip = cell.Text }));
        }

        AddNames();
        AddBar();
    }

    private Fill ShadeOf(double value)
    {
        double share = _value.Position(value) / _width;
        return new Fill(ChartTheme.Series[0], Math.Round(Palest + ((Strongest - Palest) * share), 2));
    }

    private PixelBox BoxOf(HeatMapCell cell)
    {
        double gap = Math.Min(_cellWidth, _cellHeight) > 8 ? 1 : 0;
        double left = _left + (cell.Column * _cellWidth);
        double bottom = GridFoot - (cell.Row * _cellHeight);
        return PixelBox.At(left, bottom - _cellHeight + gap, left + _cellWidth - gap, bottom);
    }

    private Pixel MiddleOf(HeatMapCell cell) =>
        Pixel.At(_left + ((cell.Column + 0.5) * _cellWidth), GridFoot - ((cell.Row + 0.5) * _cellHeight) + 4.5);

    private bool HasRoom(HeatMapCell cell) =>
        _cellHeight >= ChartFrame.TickSize + 4 && TextMetrics.Width(Shown(cell.Value), ChartFrame.TickSize) <= _cellWidth - 6;

    /// <summary>In the unit that the bar names.</summary>
    private string Shown(double value) =>
        (Math.Round((value - _value.Offset) / _value.Factor * 1000) / 1000).ToString("G3", CultureInfo.InvariantCulture)
            .Replace('-', '\u2212');

    private void AddNames()
    {
        TextStyle left = Figure with { Anchor = TextAnchor.End };
        int everyRow = (int)Math.Ceiling((ChartFrame.TickSize + 3) / _cellHeight);
        for (int row = 0; row < _map.Rows.Values.Count; row += everyRow)
        {
            string full = _map.Rows.Values[row];
            string shown = TextMetrics.Shorten(full, ChartFrame.TickSize, LongestRowName);
            _shapes.Add(Label.Of(Pixel.At(_left - 8, GridFoot - ((row + 0.5) * _cellHeight) + 4), shown, full, left));
        }

        TextStyle under = Figure with { Anchor = TextAnchor.Middle };
        double widest = _map.Columns.Values.Max(value => TextMetrics.Width(value, ChartFrame.TickSize)) + 8;
        int everyColumn = (int)Math.Ceiling(Math.Min(widest, 3 * LongestRowName) / _cellWidth);
        for (int column = 0; column < _map.Columns.Values.Count; column += everyColumn)
        {
            string full = _map.Columns.Values[column];
            string shown = TextMetrics.Shorten(full, ChartFrame.TickSize, _cellWidth * everyColumn);
            _shapes.Add(Label.Of(Pixel.At(_left + ((column + 0.5) * _cellWidth), ColumnsBaseline), shown, full, under));
        }

        TextStyle middle = Name with { Anchor = TextAnchor.Middle };
        _shapes.Add(new Label(Pixel.At(_left + (_width / 2), ColumnsNameBaseline), _map.Columns.Name, middle));
    }

    private void AddBar()
    {
        _shapes.Add(new Label(Pixel.At(_left, BarNameBaseline), _value.Title, Name));
        for (int step = 0; step < BarSteps; step++)
        {
            double share = (step + 0.5) / BarSteps;
            PixelBox box = PixelBox.At(
                _left + (_width * step / BarSteps), BarTop, _left + (_width * (step + 1) / BarSteps), BarTop + BarHeight);
            _shapes.Add(new Rectangles([box], new Fill(ChartTheme.Series[0], Math.Round(Palest + ((Strongest - Palest) * share), 2))));
        }

        IEnumerable<Pixel[]> ticks = _value.Ticks.Select(tick => (Pixel[])
            [Pixel.At(_left + tick.Position, BarTop + BarHeight), Pixel.At(_left + tick.Position, BarTop + BarHeight + 4)]);
        _shapes.Add(new Lines([.. ticks], new Pen(ChartTheme.AxisLine, 1)));
        TextStyle under = Figure with { Anchor = TextAnchor.Middle };
        _shapes.AddRange(_value.Ticks.Select(tick => new Label(Pixel.At(_left + tick.Position, Foot), tick.Label, under)));
    }
}
