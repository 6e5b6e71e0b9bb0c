using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NetComm.Cli.Tests.Pages;

/// <summary>The charts of report.html in a real browser, explored by pointer, by touch and by keyboard.</summary>
public sealed partial class ChartTests(Browser browser, ChartTests.Report report) : IClassFixture<Browser>, IClassFixture<ChartTests.Report>
{
    private const string Latency = "call: latency over time";
    private const string Course = "call: percentiles of latency over time";

    /// <summary>A flow over a link that varies, loses and is down for a while.</summary>
    public sealed class Report : IDisposable
    {
        private const string Scenario = """
            scenario: A link that loses
            hosts: { alice: {}, bob: {} }
            links:
              - { name: wire, between: [alice, bob], rate: 2 Mbps, delay: 20 ms, jitter: 5 ms, loss: 8 % }
            flows:
              - name: call
                cast: unicast
                transport: udp
                from: alice
                to: bob
                traffic: { kind: constant, rate: 100 packets/s, size: 160 B }
                count: 300
            faults:
              - { at: 1 s, link: wire, do: down }
              - { at: 1200 ms, link: wire, do: up }

            """;

        private readonly Workplace _place = new();

        public Report()
        {
            _place.Run("run", _place.Scenario(Scenario), "--out", "run");
            string page = File.ReadAllText(_place["run/report.html"]);
            File.WriteAllText(_place["run/without-player.html"], PlayerSection().Replace(page, ""));
        }

        public string Url => new Uri(_place["run/report.html"]).AbsoluteUri;

        public string UrlWithoutPlayer => new Uri(_place["run/without-player.html"]).AbsoluteUri;

        /// <summary>The cells of a file of the run, without its heading.</summary>
        internal IReadOnlyList<string[]> Csv(string path) =>
            [.. File.ReadLines(_place[$"run/{path}"]).Skip(1).Select(line => line.Split(','))];

        public void Dispose() => _place.Dispose();
    }

    [SkippableFact]
    public async Task A_pointer_shows_the_exact_value_that_series_csv_has()
    {
        IPage page = await OpenAsync();
        LocatorBoundingBoxResult plot = await PlaceOfAsync(Plot(page, Latency));

        await page.Mouse.MoveAsync(plot.X + (plot.Width * 0.3f), plot.Y + (plot.Height * 0.4f));

        string tip = await TipAsync(page);
        string[] row = report.Csv("series/call-latency.csv").Single(row => row[1].Length > 0 && row[0] == Seconds(tip, "Sent at"));
        Assert.Equal(row[1], Seconds(tip, "Latency"));
        Assert.StartsWith("call\n", tip, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Keys_go_from_value_to_value_and_each_is_said()
    {
        IPage page = await OpenAsync();
        string[][] rows = [.. report.Csv("series/call-latency.csv").Where(row => row[1].Length > 0)];
        await Plot(page, Latency).FocusAsync();
        var said = new List<string>();

        foreach (string key in (string[])["ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"])
        {
            await page.Keyboard.PressAsync(key);
            said.Add(await page.Locator(".chart-said").InnerTextAsync());
        }

        Assert.Equal(
            [rows[0][1], rows[1][1], rows[0][1], rows[^1][1], rows[0][1]], said.Select(sentence => Seconds(sentence, "Latency")));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator(".chart-tip:visible").CountAsync());
    }

    [SkippableFact]
    public async Task Keys_change_to_what_was_lost_and_to_what_was_down()
    {
        IPage page = await OpenAsync();
        await Plot(page, Latency).FocusAsync();
        await page.Keyboard.PressAsync("Home");
        var said = new List<string>();

        for (int i = 0; i < 4; i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
            said.Add((await TipAsync(page)).Split('\n')[0]);
        }

        Assert.Equal("lost", said[0]);
        Assert.Contains("wire down", said);
        Assert.Contains("call", said);
    }

    [SkippableFact]
    public async Task A_click_leads_to_the_packet_in_the_player()
    {
        IPage page = await OpenAsync();
        ILocator latency = Plot(page, Latency);
        LocatorBoundingBoxResult plot = await PlaceOfAsync(latency);
        (float x, float y) = (plot.X + (plot.Width * 0.6f), plot.Y + (plot.Height * 0.4f));
        await page.Mouse.MoveAsync(x, y);
        string sentAt = Seconds(await TipAsync(page), "Sent at");

        await page.Mouse.ClickAsync(x, y);

        string number = report.Csv("packets.csv").Single(row => row[4] == sentAt)[1];
        Assert.EndsWith(
            $"alice sends call #{number}, 160 B to bob over wire.", await page.Locator("#player .now").InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal($"Packet: call #{number}, 160 B", await page.Locator("#player-pane h3").InnerTextAsync());
        Assert.True(await page.EvaluateAsync<bool>(
            "(({ top, bottom }) => top < innerHeight && bottom > 0)(document.getElementById('player-stage').getBoundingClientRect())"));
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.id === 'player-root'"));
    }

    [SkippableFact]
    public async Task Enter_leads_to_a_lost_packet_and_from_a_bar_to_its_time()
    {
        IPage page = await OpenAsync();
        await Plot(page, Latency).FocusAsync();
        await PressAsync(page, "Home", "ArrowDown", "Home", "Enter");
        string lost = await page.Locator("#player-pane h3").InnerTextAsync();

        await Plot(page, "call: loss over time").FocusAsync();
        await PressAsync(page, "Home", "ArrowRight", "Enter");

        string first = report.Csv("packets.csv").First(row => row[8] != "received")[1];
        Assert.Equal($"Packet: call #{first}, 160 B", lost);
        Assert.StartsWith(
            $"{MillisecondsOf(report.Csv("series/call-loss.csv")[1][0])} of", await page.Locator("#player .now").InnerTextAsync(),
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_tap_shows_a_value_and_a_tap_on_that_leads_on()
    {
        IPage page = await OpenAsync(360);
        ILocator latency = Plot(page, Latency);
        LocatorBoundingBoxResult plot = await PlaceOfAsync(latency);
        (double x, double y) = (plot.X + (plot.Width / 2), plot.Y + (plot.Height / 2));
        object at = new { pointerType = "touch", button = 0, clientX = x, clientY = y };

        await latency.DispatchEventAsync("pointerdown", at);
        await latency.DispatchEventAsync("pointerup", at);
        string tip = await TipAsync(page);
        await page.Locator(".chart-tip:visible").DispatchEventAsync("pointerup");

        Assert.EndsWith("Tap here: see this packet in the player", tip, StringComparison.Ordinal);
        Assert.StartsWith("Packet: call #", await page.Locator("#player-pane h3").InnerTextAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Without_a_player_nothing_leads_to_it()
    {
        IPage page = await browser.PageAsync(1280);
        await page.GotoAsync(report.UrlWithoutPlayer);

        await Plot(page, Latency).FocusAsync();
        await page.Keyboard.PressAsync("Home");

        Assert.DoesNotContain("player", await TipAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain("player", await page.Locator(".chart-tools").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_series_is_switched_off_and_on_by_its_name_in_the_legend()
    {
        IPage page = await OpenAsync();
        ILocator name = page.GetByRole(AriaRole.Button, new() { Name = "p95", Exact = true });
        ILocator drawn = page.Locator($"figure:has([aria-label='Values: {Course}']) .wide [data-part='s1']");

        await name.ClickAsync();
        bool isHidden = await drawn.IsHiddenAsync();
        string? pressed = await name.GetAttributeAsync("aria-pressed");
        await Plot(page, Course).FocusAsync();
        await PressAsync(page, "Home", "ArrowDown");
        string next = (await TipAsync(page)).Split('\n')[0];
        await name.FocusAsync();
        await page.Keyboard.PressAsync("Space");

        Assert.True(isHidden);
        Assert.Equal(("false", "true"), (pressed, await name.GetAttributeAsync("aria-pressed")));
        Assert.Equal("p99", next);
        Assert.True(await drawn.IsVisibleAsync());
    }

    [SkippableFact]
    public async Task Dragging_over_a_chart_zooms_all_charts_over_time_and_a_button_resets_them()
    {
        IPage page = await OpenAsync();
        string[] before = await PicturesAsync(page);
        LocatorBoundingBoxResult plot = await PlaceOfAsync(Plot(page, Latency));

        await page.Mouse.MoveAsync(plot.X + (plot.Width * 0.25f), plot.Y + 30);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(plot.X + (plot.Width * 0.5f), plot.Y + 60, new() { Steps = 3 });
        await page.Mouse.UpAsync();

        string[] ticks = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('figure:has(.chart-tools .whole) .wide [data-part=x-ticks]')]
              .map(ticks => [...ticks.querySelectorAll('text')].map(tick => tick.textContent).join(' '))
            """);
        Assert.True(ticks.Length > 4);
        Assert.All(
            ticks.SelectMany(own => own.Split(' ')), tick => Assert.InRange(double.Parse(tick, CultureInfo.InvariantCulture), 0.75, 1.75));
        Assert.Single((await page.Locator(".chart-tools span").AllInnerTextsAsync()).Where(text => text.Length > 0)
            .Select(text => text.Split(" (")[0]).Distinct());
        await page.GetByRole(AriaRole.Button, new() { Name = "Whole run" }).First.ClickAsync();
        Assert.Equal(before, await PicturesAsync(page));
        Assert.Equal(0, await page.Locator(".chart-tools .whole:visible").CountAsync());
    }

    [SkippableFact]
    public async Task In_a_part_of_the_time_packets_and_outages_stand_where_they_belong()
    {
        IPage page = await OpenAsync();
        await Plot(page, Latency).FocusAsync();

        await page.Keyboard.PressAsync("+");

        string shown = await page.Locator(".chart-tools span:visible").First.InnerTextAsync();
        (double from, double to) = (double.Parse(Seconds($"x: {shown.Split(" to ")[0]}", "x"), CultureInfo.InvariantCulture),
            double.Parse(Seconds($"x: {shown.Split(" to ")[1]}", "x"), CultureInfo.InvariantCulture));
        double[] within = [.. report.Csv("series/call-latency.csv").Where(row => row[1].Length > 0)
            .Select(row => double.Parse(row[0], CultureInfo.InvariantCulture)).Where(at => at >= from && at <= to)];
        double[] drawn = await DrawnAtAsync(page, "s0", "M");
        Assert.InRange(within.Length, 50, 150);
        Assert.Equal(within.Length, drawn.Length);
        Assert.All(within.Zip(drawn), pair => Assert.Equal((pair.First - from) / (to - from), pair.Second, tolerance: 0.01));
        Assert.Equal((1.0 - from) / (to - from), (await DrawnAtAsync(page, "b0", "M"))[0], tolerance: 0.01);
        Assert.Equal((1.2 - from) / (to - from), (await DrawnAtAsync(page, "b0", "H"))[0], tolerance: 0.01);
    }

    [SkippableFact]
    public async Task Keys_zoom_move_along_and_show_the_whole_run_again()
    {
        IPage page = await OpenAsync();
        await Plot(page, Latency).FocusAsync();
        ILocator shown = page.Locator(".chart-tools span").First;
        var said = new List<string>();

        foreach (string key in (string[])["+", "Shift+ArrowRight", "-", "+", "0", "+", "Escape"])
        {
            await page.Keyboard.PressAsync(key);
            said.Add(await shown.InnerTextAsync());
        }

        Assert.Equal(7, said.Count);
        Assert.NotEqual(said[0], said[1]);
        Assert.Equal(["", ""], [said[4], said[6]]);
        Assert.All([0, 1, 3, 5], place => Assert.NotEmpty(said[place]));
    }

    [SkippableTheory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task A_chart_that_is_explored_has_no_barriers_and_stays_on_the_screen(int width, ColorScheme scheme)
    {
        IPage page = await OpenAsync(width, scheme);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keys" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "p95", Exact = true }).ClickAsync();
        await Plot(page, Latency).FocusAsync();
        await PressAsync(page, "+", "End");

        Deque.AxeCore.Commons.AxeResult found = await page.RunAxe();

        Assert.Empty(
            found.Violations.Select(rule => $"{rule.Id}: {rule.Help} {string.Join(" ", rule.Nodes.Take(3).Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        Assert.Equal(1, await page.Locator(".chart-tip:visible").CountAsync());
    }

    [SkippableFact]
    public async Task Without_scripts_and_on_paper_there_are_all_charts_and_no_controls()
    {
        IPage without = await browser.PageAsync(1280, scripts: false), paper = await OpenAsync();
        await without.GotoAsync(report.Url);
        int charts = await paper.Locator("figure.chart svg:visible").CountAsync();
        await Plot(paper, Latency).FocusAsync();
        await PressAsync(paper, "Home");

        await paper.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(charts, await without.Locator("figure.chart svg:visible").CountAsync());
        Assert.Equal(0, await without.Locator(".chart-tools, .chart-plot, .chart-legend").CountAsync());
        Assert.Equal(charts, await paper.Locator("figure.chart svg:visible").CountAsync());
        foreach (string control in (string[])["tools", "plot", "legend", "tip"])
            Assert.Equal(0, await paper.Locator($".chart-{control}:visible").CountAsync());
    }

    private async Task<IPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await browser.PageAsync(width, scheme: scheme);
        await page.GotoAsync(report.Url);
        return page;
    }

    /// <summary>Where a chart's values are pointed at: the wide one or the narrow one, whichever is shown.</summary>
    private static ILocator Plot(IPage page, string title) =>
        page.GetByRole(AriaRole.Application, new() { Name = $"Values: {title}", Exact = true });

    private static async Task<LocatorBoundingBoxResult> PlaceOfAsync(ILocator plot)
    {
        await plot.ScrollIntoViewIfNeededAsync();
        return await plot.BoundingBoxAsync() ?? throw new InvalidOperationException("The chart is not shown.");
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (string key in keys) await page.Keyboard.PressAsync(key);
    }

    /// <summary>What the tip says, a line each.</summary>
    private static async Task<string> TipAsync(IPage page) =>
        string.Join('\n', await page.Locator(".chart-tip:visible p").AllInnerTextsAsync());

    /// <summary>Where the strokes of a part of the chart of latency begin (M) or lead (H), as shares of the plot's width.</summary>
    private static Task<double[]> DrawnAtAsync(IPage page, string part, string command) => page.EvaluateAsync<double[]>($$"""
        (() => {
          const box = document.querySelector('[aria-label="Values: {{Latency}}"]').parentElement;
          const plot = box.querySelector('.chart-plot').style;
          const width = box.querySelector('svg').viewBox.baseVal.width;
          const [left, wide] = [plot.left, plot.width].map(share => parseFloat(share) / 100 * width);
          const drawn = box.querySelector('[data-part={{part}}] path').getAttribute('d');
          return [...drawn.matchAll(/{{command}}([0-9.]+)/g)].map(([, x]) => (x - left) / wide);
        })()
        """);

    /// <summary>All charts as they are drawn.</summary>
    private static Task<string[]> PicturesAsync(IPage page) =>
        page.EvaluateAsync<string[]>("[...document.querySelectorAll('figure.chart svg')].map(svg => svg.innerHTML)");

    /// <summary>A length of time that is told by its name, in seconds with the digits of series/*.csv.</summary>
    private static string Seconds(string told, string name)
    {
        Match match = Regex.Match(told, $@"{name}: ([0-9.]+)\s(ns|µs|ms|s)\b");
        decimal unit = match.Groups[2].Value switch { "s" => 1, "ms" => 1e-3m, "µs" => 1e-6m, _ => 1e-9m };
        double seconds = (double)(decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit);
        return seconds.ToString("G12", CultureInfo.InvariantCulture);
    }

    private static string MillisecondsOf(string seconds) => $"{decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1000:0.####} ms";

    [GeneratedRegex("<section id=\"player\".*?</section>", RegexOptions.Singleline)]
    private static partial Regex PlayerSection();
}
