using System.Globalization;
using System.Text;
using System.Text.Json;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Charts.Page;

/// <summary>
/// What a chart shows, for the page's script: the values as they are, and for both sizes where their axes lie. Columns are those of
/// <see cref="ValueColumn"/>. The default encoder writes neither &lt; nor &amp;, so that no text can end the element around it.
/// </summary>
internal sealed class ChartData
{
    private readonly Chart _chart;
    private readonly ChartFrame _wide;
    private readonly ChartFrame _narrow;
    private readonly Utf8JsonWriter _json;

    private ChartData(Chart chart, Utf8JsonWriter json)
    {
        _wide = new ChartFrame(chart, ChartSize.Wide);
        _narrow = new ChartFrame(chart, ChartSize.Narrow);
        _chart = _wide.Chart;
        _json = json;
    }

    /// <summary>The chart as JSON.</summary>
    public static string Of(Chart chart, bool isOverTime) => Written(json => new ChartData(chart, json).Write(isOverTime));

    /// <summary>The units by which values are told: of each its multiples, with symbol, size and from where on it is used.</summary>
    public static string Units { get; } = Written(json =>
    {
        json.WriteStartArray();
        foreach (Unit unit in Unit.All)
            JsonSerializer.Serialize(json, unit.Multiples.Select(one => (object[])[one.Symbol, one.Factor, one.From]));
        json.WriteEndArray();
    });

    /// <summary>What is written, as text.</summary>
    public static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What an axis is called, its unit and its scale.</summary>
    public static void WriteAxis(Utf8JsonWriter json, string name, Axis axis)
    {
        json.WriteStartObject(name);
        json.WriteString("name", axis.Label);
        json.WriteNumber("unit", Unit.All.Index().First(unit => ReferenceEquals(unit.Item, axis.Unit)).Index);
        if (axis.Scale != AxisScale.Linear) json.WriteString("scale", axis.Scale == AxisScale.Nines ? "nines" : "log");
        json.WriteEndObject();
    }

    /// <summary>Where a horizontal axis lies: its ends, and how its labels are told.</summary>
    public static void WriteRange(Utf8JsonWriter json, string name, AxisLayout axis)
    {
        json.WriteStartArray(name);
        foreach (double value in (double[])[axis.Ends.Low, axis.Ends.High, axis.Factor, axis.Offset]) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    /// <summary>A place or size, in tenths of a pixel.</summary>
    public static decimal Tenths(double pixels) => Math.Round((decimal)pixels, 1);

    private void Write(bool isOverTime)
    {
        _json.WriteStartObject();
        _json.WriteBoolean("time", isOverTime);
        WriteAxis(_json, "x", _chart.X);
        WriteAxis(_json, "y", _chart.Y);
        _json.WriteStartArray("series");
        for (int i = 0; i < _chart.Series.Count; i++) WriteSeries(i);
        _json.WriteEndArray();
        WriteBands();
        _json.WriteStartArray("marks");
        foreach (VerticalMark mark in _chart.Marks) JsonSerializer.Serialize(_json, (object[])[mark.At, mark.Label]);
        _json.WriteEndArray();
        _json.WriteStartArray("frames");
        WriteFrame(_wide);
        WriteFrame(_narrow);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteSeries(int index)
    {
        Series series = _chart.Series[index];
        var layout = new SeriesLayout(_wide, index);
        _json.WriteStartObject();
        _json.WriteString("name", series.Name);
        _json.WriteString("part", $"s{series.PartOf ?? index}");
        _json.WriteString("kind", series.Cells.Count > 0 ? "cells" : series.Kind.ToString().ToLowerInvariant());
        if (layout.ValueMarker is { } marker) _json.WriteString("marker", PathOf(marker));
        if (series.Cells.Count > 0) WriteCells(layout);
        else WriteValues(series);
        _json.WriteEndObject();
    }

    private void WriteValues(Series series)
    {
        IReadOnlyList<int> shown = ShownValues.Of(_wide, series);
        ValueColumn.Write(_json, "x", shown.Select(i => series.Data[i].X));
        long all = series.Count ?? series.Data.Count(point => point.IsFinite);
        if (all > shown.Count && series.Kind != SeriesKind.Bars) _json.WriteNumber("of", all);
        bool isRange = series.Kind == SeriesKind.Whiskers;
        if (series.Kind != SeriesKind.Lane)
            ValueColumn.Write(_json, "y", shown.Select(i => series.Data[i].Y + (isRange ? series.FootOf(i) : 0)));
        if (isRange) ValueColumn.Write(_json, "feet", shown.Select(series.FootOf));
        if (shown.Any(i => series.Data[i].Packet is not null))
            ValueColumn.Write(_json, "packets", shown.Select(i => (double?)series.Data[i].Packet ?? double.NaN));
        if (series.Kind != SeriesKind.Bars) return;
        ValueColumn.Write(_json, "ends", shown.Select(series.EndOf));
        if (series.BarFeet is not null) ValueColumn.Write(_json, "feet", shown.Select(series.FootOf));
        List<Series> beside = series.BarFeet is null ? [.. _chart.Series.Where(one => one.Kind == SeriesKind.Bars)] : [series];
        _json.WriteNumber("place", beside.FindIndex(one => ReferenceEquals(one, series)));
        _json.WriteNumber("places", beside.Count);
    }

    private void WriteCells(SeriesLayout layout)
    {
        List<Cell> cells = [.. layout.Shades.SelectMany(shade => shade)];
        ValueColumn.Write(_json, "x", cells.Select(cell => cell.Left));
        ValueColumn.Write(_json, "ends", cells.Select(cell => cell.Right));
        ValueColumn.Write(_json, "feet", cells.Select(cell => cell.Bottom));
        ValueColumn.Write(_json, "y", cells.Select(cell => cell.Top));
        ValueColumn.Write(_json, "counts", cells.Select(cell => (double)cell.Count));
        _json.WriteStartArray("shades");
        foreach (IGrouping<int, Cell> shade in layout.Shades) _json.WriteNumberValue(shade.Count());
        _json.WriteEndArray();
    }

    private void WriteBands()
    {
        _json.WriteStartArray("bands");
        for (int i = 0; i < _chart.Bands.Count; i++)
        {
            Bands bands = _chart.Bands[i];
            if (bands.Items.Count == 0) continue;
            _json.WriteStartObject();
            _json.WriteString("name", bands.Name);
            _json.WriteString("part", ChartParts.Bands(i));
            _json.WriteBoolean("labelled", bands.Kind == BandKind.Outages);
            _json.WritePropertyName("items");
            JsonSerializer.Serialize(_json, bands.Items.Select(band => (object[])[band.From, band.To, band.Label]));
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    /// <summary>Where everything lies in one size; <c>keys</c>: marks are told by numbers.</summary>
    private void WriteFrame(ChartFrame frame)
    {
        _json.WriteStartObject();
        foreach ((string name, double at) in (ReadOnlySpan<(string, double)>)
            [("left", frame.Left), ("top", frame.Top), ("width", frame.PlotWidth), ("height", frame.PlotHeight), ("foot", frame.AxisY)])
            _json.WriteNumber(name, Tenths(at));
        WriteRange(_json, "x", frame.X);
        WriteRange(_json, "y", frame.Y);
        if (frame.Marks.Rows > 0) _json.WriteNumber("rows", frame.Marks.Rows);
        if (frame.Marks.KeyLines.Count > 0) _json.WriteBoolean("keys", true);
        _json.WritePropertyName("lanes");
        JsonSerializer.Serialize(_json, frame.Lanes.ToDictionary(lane => $"s{lane.Index}", lane => Tenths(lane.Middle)));
        _json.WritePropertyName("legend");
        JsonSerializer.Serialize(_json, ToggledIn(frame));
        _json.WriteEndObject();
    }

    /// <summary>What can be switched off: its part, its name, and the rectangle in which that is read.</summary>
    private IEnumerable<object[]> ToggledIn(ChartFrame frame)
    {
        int line = 0;
        var bands = new Queue<int>(_chart.Bands.Index().Where(bands => bands.Item.Items.Count > 0).Select(bands => bands.Index));
        foreach (Legend.Entry entry in frame.Legend.Entries)
        {
            string part = entry.SeriesIndex is { } index ? $"s{index}"
                : entry.Bands is null ? ChartParts.Line(line++) : ChartParts.Bands(bands.Dequeue());
            double width = entry.TextX - entry.X + TextMetrics.Width(entry.Shown, ChartFrame.TextSize);
            yield return
            [
                part, entry.Name, Tenths(ChartFrame.Edge + entry.X - 3),
                Tenths(frame.LegendMiddle + ((entry.Row - 0.5) * Legend.RowHeight)), Tenths(width + 6), Legend.RowHeight,
            ];
        }
        foreach (ChartFrame.LanePlace lane in frame.Lanes)
        {
            double width = TextMetrics.Width(lane.Shown, ChartFrame.TickSize) + 6;
            yield return
            [
                $"s{lane.Index}", lane.Series.Name, Tenths(frame.Left - 6 - width),
                Tenths(frame.Top + lane.Middle - (ChartFrame.LaneHeight / 2)), Tenths(width), ChartFrame.LaneHeight,
            ];
        }
    }

    /// <summary>A marker as commands of a path, from the place where it stands.</summary>
    private static string PathOf(Marker marker)
    {
        var path = new StringBuilder();
        var at = new Pixel(0, 0);
        foreach (IReadOnlyList<Pixel> stroke in marker.Strokes)
        {
            for (int i = 0; i < stroke.Count; i++)
            {
                path.Append(CultureInfo.InvariantCulture,
                    $"{(i == 0 ? 'm' : 'l')}{Pixel.Rounded(stroke[i].X - at.X)} {Pixel.Rounded(stroke[i].Y - at.Y)}");
                at = stroke[i];
            }
            if (marker.PenWidth is null) path.Append('z');
        }
        return path.ToString();
    }
}
