using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Charts.Layout;

namespace NetComm.Reporting.Tests.Charts;

public sealed partial class ScottPlotRendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names { get; } = [.. SampleCharts.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_chart_is_well_formed_and_names_itself_to_screen_readers(string name)
    {
        Chart chart = SampleCharts.All[name];

        XElement svg = XDocument.Parse(Draw(chart)).Root!;

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("chart-title chart-desc", svg.Attribute("aria-labelledby")!.Value);
        Assert.Equal(["chart-title", "chart-desc"], svg.Descendants().Attributes("id").Select(id => id.Value));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_chart_gives_the_same_bytes(string name)
    {
        string first = Draw(SampleCharts.All[name]);

        string second = Draw(SampleCharts.All[name]);

        Assert.Equal(first, second);
        Assert.DoesNotContain('\r', first);
    }

    /// <summary>Skia counts its clips in a process, and other threads count too.</summary>
    [Fact]
    public void Charts_drawn_at_the_same_time_are_those_drawn_one_by_one()
    {
        string[] alone = [.. SampleCharts.All.Values.Select(Draw)];

        string[] together = [.. SampleCharts.All.Values.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(Draw)];

        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_decimal_comma_of_the_system_reaches_no_chart()
    {
        string[] before = [.. SampleCharts.All.Values.Select(Draw)];
        CultureInfo system = CultureInfo.CurrentCulture;

        string[] after;
        try
        {
            CultureInfo.CurrentCulture = WithComma();
            after = [.. SampleCharts.All.Values.Select(Draw)];
        }
        finally
        {
            CultureInfo.CurrentCulture = system;
        }

        Assert.Equal(before, after);
    }

    [Fact]
    public void What_a_script_hides_or_draws_anew_can_be_found()
    {
        XElement svg = XDocument.Parse(Draw(SampleCharts.LatencyOverTime)).Root!;

        Dictionary<string, XElement> parts = svg.Descendants(Svg + "g").Where(group => group.Attribute("data-part") is not null)
            .ToDictionary(group => group.Attribute("data-part")!.Value);

        Assert.Equal(["x-grid", "x-ticks", "marks", "s0", "s1"], parts.Keys);
        Assert.Equal(
            ["nc-grid", "nc-axis", "nc-axis", "nc-s0", "nc-s1"],
            parts.Values.Select(part => part.Elements(Svg + "path").Single().Attribute("class")!.Value));
    }

    [Fact]
    public void Text_from_a_scenario_never_becomes_markup()
    {
        string svg = Draw(SampleCharts.Hostile);

        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("onload=\"", svg, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Inside_a_page_the_style_sheet_is_the_pages()
    {
        var placement = new ChartPlacement("flow-1", ChartSize.Wide, StandsAlone: false);

        string svg = new ScottPlotRenderer().Render(SampleCharts.Cumulative, placement).Text;

        Assert.DoesNotContain("<style", svg, StringComparison.Ordinal);
        Assert.Contains("id=\"flow-1-title\"", svg, StringComparison.Ordinal);
    }

    [Theory, InlineData(""), InlineData("1a"), InlineData("a b"), InlineData("a\"b")]
    public void An_id_that_would_break_the_page_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => new ScottPlotRenderer().Render(SampleCharts.Empty, ChartPlacement.File with { Id = id }));

    [Fact]
    public void A_million_points_make_a_small_file_that_shows_the_outlier()
    {
        Chart chart = SampleCharts.Million;

        string svg = Draw(chart);

        // The axis ends at 100 ms and the outlier is at 99 of it, in the column of 7.5 s.
        Assert.InRange(svg.Length, 1, 120_000);
        (double x, double y) = Highest(svg);
        var frame = new ChartFrame(chart, ChartSize.Wide);
        Assert.InRange(y - frame.Top, 260 * 0.01 - 1, 260 * 0.01 + 1);
        Assert.InRange((x - frame.Left) / frame.PlotWidth, 7.5 / 12 - 0.01, 7.5 / 12 + 0.01);
    }

    [Fact]
    public void A_line_of_a_million_values_makes_a_small_file_that_shows_the_outlier()
    {
        Chart chart = SampleCharts.MillionLine;

        string svg = Draw(chart);

        Assert.InRange(svg.Length, 1, 60_000);
        Assert.InRange(Highest(svg).Y - TopOf(chart), 260 * 0.01 - 0.1, 260 * 0.01 + 0.1);
    }

    [Fact]
    public void A_lane_of_a_million_instants_makes_a_small_file()
    {
        Chart chart = SampleCharts.OnePoint with { Series = [Series.Lane("lost", Enumerable.Range(0, 1_000_000).Select(i => i * 12e-6))] };

        string svg = Draw(chart);

        Assert.InRange(svg.Length, 1, 20_000);
    }

    [Fact]
    public void Bars_thinner_than_a_pixel_keep_the_highest_of_their_column()
    {
        ChartPoint[] bars = Enumerable.Range(0, 100_000).Select(i => new ChartPoint(i, i == 70_007 ? 9 : 1)).ToArray();
        Chart chart = SampleCharts.GroupedBars with { Series = [Series.Bars("packets", bars, 1)] };

        string svg = Draw(chart);

        Assert.InRange(svg.Length, 1, 40_000);
        Assert.InRange(Highest(svg).Y - TopOf(chart), 260 * 0.1 - 0.1, 260 * 0.1 + 0.1);
    }

    [Fact]
    public void A_chart_without_data_says_so()
    {
        XElement svg = XDocument.Parse(Draw(SampleCharts.Empty)).Root!;

        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "no data");
        Assert.Contains("silent: no data.", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_were_thinned_before_tell_how_many_values_they_stand_for()
    {
        Chart chart = SampleCharts.OnePoint with { Series = [Series.Points("call", [new(3, 0.0213)]) with { Count = 1_000_000 }] };

        string description = XDocument.Parse(Draw(chart)).Root!.Element(Svg + "desc")!.Value;

        Assert.Contains("call: 1000000 values, Latency 21.3 ms", description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_name_is_shortened_and_shown_in_full_to_a_pointer()
    {
        XElement entry = XDocument.Parse(Draw(SampleCharts.Cumulative)).Descendants(Svg + "text")
            .Single(text => text.Element(Svg + "title") is not null);

        Assert.Equal(SampleCharts.Cumulative.Series[2].Name, entry.Element(Svg + "title")!.Value);
        Assert.EndsWith("…", entry.Nodes().OfType<XText>().Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_in_the_data_is_a_gap_in_the_line()
    {
        ChartPoint[] data = [new(0, 1), new(1, 1), new(2, double.NaN), new(3, 1), new(4, double.PositiveInfinity), new(5, 1), new(6, 1)];
        Chart chart = SampleCharts.OnePoint with { Series = [Series.Line("call", data)] };

        string path = SeriesPaths(Draw(chart))[0];

        Assert.Equal(3, path.Count(c => c == 'M'));
    }

    [Fact]
    public void A_point_alone_between_gaps_is_seen()
    {
        ChartPoint[] data = [new(0, 1), new(1, double.NaN), new(2, 2), new(3, double.NaN), new(4, 1), new(5, 1)];
        Chart chart = SampleCharts.OnePoint with { Series = [Series.Step("call", data)] };

        string path = SeriesPaths(Draw(chart))[0];

        Assert.Matches(@"^M[\d.]+ [\d.]+h\.1M[\d.]+ [\d.]+h\.1M[\d.]+ [\d.]+H[\d.]+$", path);
    }

    [Theory, InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity), InlineData(1e300), InlineData(double.NaN)]
    public void What_lies_nowhere_takes_nothing_else_with_it(double nowhere)
    {
        Chart chart = SampleCharts.OnePoint with
        {
            Series = [Series.Line("call", [new(0, 1), new(1, nowhere), new(2, 2), new(3, 1)]), Series.Lane("lost", [1, nowhere])],
            Marks = [new(1, "seen"), new(nowhere, "unseen")],
            Lines = [new(1.5, "seen too"), new(nowhere, "unseen too")],
            Bands =
            [
                new("lost in a row", [new(1, 2, "two"), new(nowhere, nowhere, "none")]),
                new("down", [new(1, nowhere, "unseen")], BandKind.Outages),
            ],
        };

        string svg = Draw(chart);

        XElement series = XDocument.Parse(svg).Descendants(Svg + "g").Single(group => group.Attribute("data-part")?.Value == "s0");
        Assert.Equal(2, series.Elements().First().Attribute("d")!.Value.Count(c => c == 'M'));
        Assert.Contains(">seen</text>", svg, StringComparison.Ordinal);
        Assert.Contains(">seen too</text>", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("unseen", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }

    /// <summary>Half of a surrogate pair, a control character, and letters that the font has not.</summary>
    [Theory, InlineData(0xD800, '\uFFFD'), InlineData(0x1B, '\uFFFD'), InlineData(0xE123, '\uE123'), InlineData('日', '日')]
    public void A_title_that_cannot_be_drawn_stays_in_the_svg(int letter, char shown)
    {
        Chart chart = SampleCharts.OnePoint with { Title = $"{(char)letter}{(char)letter}" };

        XElement svg = XDocument.Parse(Draw(chart)).Root!;

        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == $"{shown}{shown}");
        Assert.NotEmpty(new ScottPlotRenderer().RenderPng(chart));
    }

    [Fact]
    public void The_legend_stands_above_the_plot()
    {
        XElement svg = XDocument.Parse(Draw(SampleCharts.Cumulative)).Root!;

        IEnumerable<double> legend = svg.Descendants(Svg + "text").Where(text => text.Value is "bob" or "sensor-3" or "95 %")
            .Select(text => double.Parse(text.Attribute("y")!.Value)).Take(3);

        Assert.All(legend, y => Assert.InRange(y, 0, TopOf(SampleCharts.Cumulative)));
    }

    [Fact]
    public void A_line_that_goes_back_in_time_is_refused() =>
        Assert.Throws<ArgumentException>(() => Series.Line("call", [new(1, 0), new(0.5, 0)]));

    private static string Draw(Chart chart) => new ScottPlotRenderer().Render(chart, ChartPlacement.File).Text;

    /// <summary>The paths of the data: those of the six series colours.</summary>
    private static List<string> SeriesPaths(string svg) =>
        [.. XDocument.Parse(svg).Descendants(Svg + "path")
            .Where(path => SeriesClass().IsMatch(path.Attribute("class")!.Value)).Select(path => path.Attribute("d")!.Value)];

    private static (double X, double Y) Highest(string svg) => SeriesPaths(svg).SelectMany(Places).MinBy(place => place.Y);

    /// <summary>Where a path goes: to a place, along one axis, or a bit to the right.</summary>
    private static IEnumerable<(double X, double Y)> Places(string path)
    {
        (double x, double y) = (0, 0);
        foreach (Match step in Step().Matches(path))
        {
            double[] to = [.. step.Groups[2].Value.Split(' ').Select(double.Parse)];
            (x, y) = step.Groups[1].Value switch { "H" => (to[0], y), "V" => (x, to[0]), "h" => (x + to[0], y), _ => (to[0], to[1]) };
            yield return (x, y);
        }
    }

    private static CultureInfo WithComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }

    private static double TopOf(Chart chart) => new ChartFrame(chart, ChartSize.Wide).Top;

    [GeneratedRegex(@"^nc-[sf]\d")]
    private static partial Regex SeriesClass();

    [GeneratedRegex(@"([MLHVh])([-\d. ]+)")]
    private static partial Regex Step();
}
