using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NetComm.Cli.Tests.Pages;

/// <summary>The report of a sweep of two keys in a real browser.</summary>
public sealed class SweepPageTests(Browser browser, SweepPageTests.Report report)
    : IClassFixture<Browser>, IClassFixture<SweepPageTests.Report>
{
    private const string Means = "call.latency.mean: means with 95 % intervals";

    /// <summary>Three losses by two delays, three runs each.</summary>
    public sealed class Report : IDisposable
    {
        private const string Scenario = """
            scenario: Two keys
            hosts: [alice, bob]
            links: [ { name: wire, between: [alice, bob], rate: 1 Mbps, delay: 10 ms, jitter: 2 ms } ]
            flows: [ { name: call, from: alice, to: bob, traffic: { kind: poisson, rate: 100 packets/s, size: 500 B }, count: 40 } ]
            sweep:
              vary: { links.wire.loss: [0 %, 5 %, 10 %], links.wire.delay: [10 ms, 30 ms] }
              replications: 3
              measure: [call.latency.mean]

            """;

        private readonly Workplace _place = new();

        public Report() => _place.Run("sweep", _place.Scenario(Scenario), "--out", "sweep");

        public string Url => new Uri(_place["sweep/report.html"]).AbsoluteUri;

        public void Dispose() => _place.Dispose();
    }

    [SkippableFact]
    public async Task A_line_that_is_switched_off_takes_its_intervals_along()
    {
        IPage page = await OpenAsync();
        ILocator drawn = page.Locator("figure").Filter(new() { HasText = Means }).Locator("svg:visible [data-part=s0] path:visible");
        // The line, its markers and its intervals.
        Assert.Equal(3, await drawn.CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "delay 10 ms", Exact = true }).ClickAsync();

        Assert.Equal(0, await drawn.CountAsync());
    }

    [SkippableFact]
    public async Task Keys_reach_an_interval_which_is_said_from_end_to_end()
    {
        IPage page = await OpenAsync();
        await page.GetByRole(AriaRole.Application, new() { Name = $"Values: {Means}", Exact = true }).FocusAsync();

        foreach (string key in (string[])["Home", "ArrowDown"]) await page.Keyboard.PressAsync(key);

        string tip = string.Join('\n', await page.Locator(".chart-tip:visible p").AllInnerTextsAsync());
        Assert.StartsWith("delay 10 ms: 95 % interval\n", tip, StringComparison.Ordinal);
        Assert.Matches(@"call\.latency\.mean: \d+\.\d+\u00a0ms to \d+\.\d+\u00a0ms", tip);
    }

    [SkippableFact]
    public async Task Each_cell_of_the_map_tells_its_mean_and_interval()
    {
        IPage page = await OpenAsync();

        IReadOnlyList<string> titles = await page.Locator("figure svg:visible path > title").AllTextContentsAsync();

        Assert.Equal(6, titles.Count);
        Assert.All(titles, title => Assert.Matches(@"^loss \d+ %, delay \d0 ms: [\d.]+ ms ± [\d.]+ (ms|µs)$", title));
    }

    [SkippableTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Everybody_can_read_it(int width, ColorScheme scheme)
    {
        IPage page = await OpenAsync(width, scheme);

        Deque.AxeCore.Commons.AxeResult found = await page.RunAxe();

        Assert.Empty(
            found.Violations.Select(rule => $"{rule.Id}: {rule.Help} {string.Join(" ", rule.Nodes.Take(3).Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
    }

    private async Task<IPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await browser.PageAsync(width, scheme: scheme);
        await page.GotoAsync(report.Url);
        return page;
    }
}
