using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NetComm.Cli.Tests.Pages;

/// <summary>
/// report.html in a real browser: self-contained, free of errors, readable on a phone, and for readers who cannot see it.
/// </summary>
public sealed class ReportPageTests(Browser browser, ReportPageTests.Report report)
    : IClassFixture<Browser>, IClassFixture<ReportPageTests.Report>
{
    /// <summary>A report with all that a page can hold: two flows, loss, a fault, programs, hostile text.</summary>
    public sealed class Report : IDisposable
    {
        private const string Scenario = """
            scenario: "Two flows <script>alert(1)</script> & a program"
            description: |
              # A lesson

              With *Markdown*, `code`, <b onclick="alert(2)">raw HTML</b> and a table.

              | a | b |
              | --- | --- |
              | 1 | 2 |
            hosts: { alice: {}, bob: {}, carol: {} }
            routers: [r1]
            links:
              - { name: near, between: [alice, r1], rate: 10 Mbps, delay: 1 ms }
              - { name: far, between: [r1, bob], rate: 2 Mbps, delay: 20 ms, jitter: 3 ms, loss: 5 % }
              - { between: [carol, r1], rate: 10 Mbps, delay: 2 ms }
            flows:
              - { name: call, cast: unicast, transport: udp, from: alice, to: bob, traffic: { kind: constant, rate: 100 packets/s, size: 160 B }, count: 300 }
              - { name: lookup, cast: unicast, transport: udp, from: carol, to: bob, traffic: { kind: request-response, interval: 50 ms, size: 64 B, response: 400 B }, count: 40 }
            programs:
              - { name: greeter, host: alice, steps: [ { print: "</pre><script>alert(3)</script>" } ] }
            faults:
              - { at: 1 s, link: far, do: down }
              - { at: 1500 ms, link: far, do: up }
            expect:
              - call.loss < 50 %
              - call.latency.p95 < 1 ms

            """;

        private readonly Workplace _place = new();

        public Report() => _place.Run("run", _place.Scenario(Scenario), "--out", "run");

        public string Url => new Uri(_place["run/report.html"]).AbsoluteUri;

        public void Dispose() => _place.Dispose();
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_has_no_error_and_asks_the_network_for_nothing(ColorScheme scheme)
    {
        IPage page = await browser.PageAsync(1200, scheme: scheme);
        var errors = new List<string>();
        var requests = new List<string>();
        page.Console += (_, message) => errors.AddRange(message.Type is "error" or "warning" ? [message.Text] : Array.Empty<string>());
        page.PageError += (_, error) => errors.Add(error);
        page.Dialog += (_, dialog) => errors.Add("dialog: " + dialog.Message);
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(report.Url);

        Assert.Empty(errors);
        Assert.Equal([report.Url], requests);
        Assert.Equal("Two flows <script>alert(1)</script> & a program", await page.Locator("h1").First.InnerTextAsync());
    }

    [SkippableTheory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task The_page_has_no_barriers(int width, ColorScheme scheme)
    {
        IPage page = await browser.PageAsync(width, scheme: scheme);
        await page.GotoAsync(report.Url);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");

        Deque.AxeCore.Commons.AxeResult found = await page.RunAxe();

        Assert.Empty(
            found.Violations.Select(rule => $"{rule.Id}: {rule.Help} {string.Join(" ", rule.Nodes.Take(3).Select(node => node.Html))}"));
    }

    [SkippableTheory]
    [InlineData(360)]
    [InlineData(768)]
    public async Task Nothing_reaches_beyond_a_narrow_screen(int width)
    {
        IPage page = await browser.PageAsync(width);
        await page.GotoAsync(report.Url);

        int reaches = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.True(reaches <= width, $"the page is {reaches} px wide on a screen of {width} px");
    }

    [SkippableFact]
    public async Task No_table_is_cut_where_room_is_free()
    {
        IPage page = await browser.PageAsync(1280);
        await page.GotoAsync(report.Url);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");

        string[] cut = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.ariaLabel)");

        Assert.Empty(cut);
    }

    [SkippableTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task No_name_and_no_number_is_broken(int width)
    {
        IPage page = await browser.PageAsync(width);
        await page.GotoAsync(report.Url);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");

        string[] broken = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.table .short, .table tbody .number, .pair')].filter(e => {
              const range = document.createRange();
              range.selectNodeContents(e);
              return new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 8))).size > 1;
            }).map(e => e.textContent)
            """);

        Assert.Empty(broken);
    }

    [SkippableFact]
    public async Task Names_stay_in_sight_while_a_table_is_moved_sideways()
    {
        IPage page = await browser.PageAsync(360);
        await page.GotoAsync(report.Url);

        await page.EvaluateAsync("document.querySelector('#flow-latency').scrollLeft = 200");

        Assert.Equal(
            0, await page.EvaluateAsync<int>(
                "Math.round(document.querySelector('#flow-latency tbody th').getBoundingClientRect().left - document.querySelector('#flow-latency').getBoundingClientRect().left)"));
    }

    [SkippableFact]
    public async Task A_failed_check_leads_to_its_figure()
    {
        IPage page = await browser.PageAsync(1280);
        await page.GotoAsync(report.Url);

        await page.Locator(".verdict a").First.ClickAsync();

        Assert.EndsWith("#flow-latency", page.Url, StringComparison.Ordinal);
        Assert.Contains(
            "call.latency.p95 < 1 ms: measured", await page.Locator(".verdict li").First.InnerTextAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_few_look_up_is_folded_until_a_link_leads_into_it()
    {
        IPage page = await browser.PageAsync(1280);
        await page.GotoAsync(report.Url);
        string[] folded = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('details:not([open]) > summary > h2')].map(e => e.textContent)");

        await page.GotoAsync(report.Url + "#links");

        Assert.Equal(["Scenario", "Links and hosts", "Run it again"], folded);
        Assert.True(await page.Locator("#links").IsVisibleAsync());
    }

    /// <summary>A4 less the margins of the page: 180 mm at 96 px an inch.</summary>
    private const int A4Width = 680;

    [SkippableFact]
    public async Task On_A4_nothing_is_cut_off_and_no_picture_is_higher_than_the_sheet()
    {
        IPage page = await browser.PageAsync(A4Width);
        await page.GotoAsync(report.Url);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        string[] wide = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('main *, footer *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible')
              .map(e => e.tagName + ' ' + (e.className.baseVal ?? e.className) + ' ' + e.textContent.slice(0, 40))
            """);
        double highest = await page.EvaluateAsync<double>(
            "Math.max(...[...document.querySelectorAll('figure')].map(e => e.getBoundingClientRect().height))");

        Assert.Empty(wide);
        Assert.InRange(highest, 1, 265 / 25.4 * 96);
    }

    [SkippableFact]
    public async Task Charts_that_follow_each_other_stand_side_by_side()
    {
        IPage page = await browser.PageAsync(A4Width);
        await page.GotoAsync(report.Url);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        int[] tops = await page.EvaluateAsync<int[]>(
            "[...document.querySelector('#flow-1 .charts').children].slice(0, 2).map(e => Math.round(e.getBoundingClientRect().top))");

        Assert.Equal(tops[0], tops[1]);
    }
}
