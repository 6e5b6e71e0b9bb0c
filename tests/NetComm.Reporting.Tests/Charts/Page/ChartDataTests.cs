using System.Globalization;
using System.Text.Json;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Charts.Page;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Tests.Charts.Page;

/// <summary>What the page's script knows of a chart; what it does with that is tested in a browser.</summary>
public sealed class ChartDataTests
{
    [Theory]
    [InlineData("outages")]
    [InlineData("stacked-bars")]
    [InlineData("logarithmic")]
    public void The_data_of_a_chart_are_as_approved(string name) =>
        Approved.Text($"{name}.json", Lines(SampleCharts.All[name].DataOf(isOverTime: true)));

    [Fact]
    public void A_span_tells_what_held_from_when_to_when()
    {
        var chart = new TimelineChart
        {
            Title = "When what was down",
            Description = "",
            X = SampleCharts.Time,
            Rows = [new TimelineRow.Spans("core", [new Span(2, 4, SpanKind.Down, "down"), new Span(5, 12, SpanKind.Changed, "loss 20 %")])],
        };

        string data = Lines(chart.DataOf(isOverTime: false));

        Assert.Contains("time: true\n", data, StringComparison.Ordinal);
        Assert.Contains(
            "\"x\":[0,5,-3],\"ends\":[0,12,-8],\"heights\":[0,14,0],\"texts\":[\"loss 20 %\",\"down\"]", data, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_whole_numbers_times_a_power_of_ten_each_counted_from_the_one_before() =>
        Assert.Equal("[-2,2,150,null,-52]", Column(0.02, 1.52, double.NaN, 1));

    [Fact]
    public void Values_of_too_many_digits_stand_as_they_are() => Assert.Equal("[null,1000000000000,0.000001]", Column(1e12, 1e-6));

    [Fact]
    public void Every_value_comes_out_as_series_csv_has_it()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 500).Select(i => new ChartPoint(i * 0.01, 1.0 / (3 + i)))];
        Chart chart = SampleCharts.OnePoint with { Series = [Series.Points("call", points)] };

        using JsonDocument json = JsonDocument.Parse(chart.DataOf(isOverTime: true));

        string told = string.Concat(Enumerable.Zip(Read(json, "x"), Read(json, "y"), (x, y) => $"{x},{y}\n"));
        Assert.Equal(SeriesCsv.Of(chart), $"time_s,value\n{told}");
    }

    [Fact]
    public void Of_many_points_those_that_the_picture_tells_apart_are_there_and_no_outlier_is_left_out()
    {
        string data = SampleCharts.Million.DataOf(isOverTime: true);

        using JsonDocument json = JsonDocument.Parse(data);

        Assert.InRange(Read(json, "x").Count(), 1000, 11_000);
        Assert.Contains("0.099", Read(json, "y"));
        Assert.InRange(data.Length, 1, 200_000);
    }

    [Fact]
    public void A_line_has_the_values_that_are_drawn()
    {
        using JsonDocument json = JsonDocument.Parse(SampleCharts.MillionLine.DataOf(isOverTime: true));

        Assert.InRange(Read(json, "x").Count(), 648, 4 * 649);
        Assert.Contains("0.099", Read(json, "y"));
    }

    [Fact]
    public void A_point_that_stands_for_a_packet_carries_its_number()
    {
        Chart chart = SampleCharts.OnePoint with
        {
            Series = [Series.Points("call", [new(3, 0.02) { Packet = 71 }, new(4, 0.02), new(5, 0.02) { Packet = 73 }])],
        };

        using JsonDocument json = JsonDocument.Parse(chart.DataOf(isOverTime: true));

        Assert.Equal(["71", "", "73"], Read(json, "packets"));
    }

    [Fact]
    public void Text_of_a_scenario_cannot_end_the_element() =>
        Assert.All("<&", letter => Assert.DoesNotContain(letter, SampleCharts.Hostile.DataOf(isOverTime: true)));

    [Fact]
    public void A_page_without_charts_has_no_script()
    {
        var report = new ReportDocument
        {
            Title = "Empty",
            Kind = "Network run",
            Verdicts = [],
            Sections = [new Section("rerun", "Run it again", [])],
        };

        string page = ReportFiles.Of(report, new ScottPlotRenderer()).First().Text;

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain(".chart-plot", page, StringComparison.Ordinal);
    }

    private static string Column(params double[] values)
    {
        string json = ChartData.Written(writer =>
        {
            writer.WriteStartObject();
            ValueColumn.Write(writer, "x", values);
            writer.WriteEndObject();
        });
        return json["{\"x\":".Length..^1];
    }

    /// <summary>A column of the first series as the script reads it, with the digits of series/*.csv.</summary>
    private static IEnumerable<string> Read(JsonDocument json, string name)
    {
        JsonElement[] column = [.. json.RootElement.GetProperty("series")[0].GetProperty(name).EnumerateArray()];
        long sum = 0;
        foreach (JsonElement step in column.Skip(1))
        {
            if (step.ValueKind == JsonValueKind.Null)
            {
                yield return "";
                continue;
            }
            sum += step.GetInt64();
            double value = double.Parse($"{sum}e{column[0].GetInt32()}", CultureInfo.InvariantCulture);
            yield return value.ToString("G12", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A line per property, series and frame, so that a difference can be read.</summary>
    private static string Lines(string data)
    {
        using JsonDocument json = JsonDocument.Parse(data);
        return string.Concat(json.RootElement.EnumerateObject().SelectMany(property => property.Value.ValueKind == JsonValueKind.Array
            ? property.Value.EnumerateArray().Select(one => $"{property.Name}: {one.GetRawText()}\n")
            : [$"{property.Name}: {property.Value.GetRawText()}\n"]));
    }
}
