using System.Diagnostics;
using Microsoft.Playwright;
using NetComm.Cli.Tests.Pages;

namespace NetComm.Cli.Tests.Watching;

/// <summary>Each save runs the scenario again, on the screen and on the page that is open.</summary>
public sealed class WatchTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableFact]
    public async Task Screen_and_page_follow_each_save()
    {
        string file = _place.Scenario(SampleScenarios.Passing);
        IPage page = await browser.PageAsync(1000);
        await using var watch = new Watch(_place, file);
        string first = await watch.NextAsync();

        Assert.Contains("Ten packets\n", first, StringComparison.Ordinal);
        await page.GotoAsync(watch.Address);
        await Assertions.Expect(page.FrameLocator("iframe").Locator("h1")).ToContainTextAsync("Ten packets");
        await Assertions.Expect(page.Locator("#state")).ToHaveAttributeAsync("data-kind", "passed");

        _place.Scenario(SampleScenarios.Failing.Replace("Ten packets", "A belief", StringComparison.Ordinal));
        string second = await watch.NextAsync();

        Assert.Contains("✗ ask.received == 9 (was 10)", second, StringComparison.Ordinal);
        await Assertions.Expect(page.FrameLocator("iframe").Locator("h1")).ToContainTextAsync("A belief");
        await Assertions.Expect(page.Locator("#state")).ToHaveAttributeAsync("data-kind", "failed");

        _place.Scenario(SampleScenarios.Wrong);
        string third = await watch.NextAsync();

        Assert.Contains("small.yaml has 2 mistakes; nothing ran", third, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#details")).ToContainTextAsync("small.yaml(2,");
        await Assertions.Expect(page.FrameLocator("iframe").Locator("h1")).ToContainTextAsync("A belief");
    }

    [Fact]
    public async Task A_run_that_a_save_makes_stale_is_given_up_and_leaves_nothing()
    {
        string file = _place.Scenario(SampleScenarios.Endless);
        await using var watch = new Watch(_place, file, "--seed", "3");
        while (!Directory.Exists(_place["reports/small"])) await Task.Yield();

        _place.Scenario(SampleScenarios.Passing);
        string figures = await watch.NextAsync();

        Assert.Contains("simulated, seed 3", figures, StringComparison.Ordinal);
        Assert.Equal(["simulated-seed3"], Directory.GetFileSystemEntries(_place["reports/small"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_that_the_scenario_names_is_watched_too()
    {
        string file = _place.Scenario(Recorded);
        await File.WriteAllTextAsync(_place["traffic.csv"], "0.1,100\n0.2,100\n");
        await using var watch = new Watch(_place, file);
        string broken = await watch.NextAsync();
        await File.WriteAllTextAsync(_place["traffic.csv"], "time_s,size_bytes\n0.1,100\n0.2,100\n");
        string before = await watch.NextAsync();
        await File.WriteAllTextAsync(_place["traffic.csv"], "time_s,size_bytes\n0.1,100\n0.2,100\n0.3,100\n");
        string after = await watch.NextAsync();

        Assert.Contains("small.yaml has a mistake; nothing ran", broken, StringComparison.Ordinal);
        Assert.Contains("✓ f.sent == 2 (2)", before, StringComparison.Ordinal);
        Assert.Contains("✗ f.sent == 2 (was 3)", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_serves_the_run_and_nothing_outside_its_folder()
    {
        await using var watch = new Watch(_place, _place.Scenario(SampleScenarios.Passing));
        await watch.NextAsync();
        using var client = new HttpClient { BaseAddress = new Uri(watch.Address) };

        Assert.True((await client.GetAsync(new Uri("report/report.html", UriKind.Relative))).IsSuccessStatusCode);
        Assert.True((await client.GetAsync(new Uri("report/captures/alice.pcapng", UriKind.Relative))).IsSuccessStatusCode);
        foreach (string outside in (string[])["report/..%2f..%2f..%2fsmall.yaml", "report/%2fetc/hostname", "small.yaml"])
            Assert.Equal(404, (int)(await client.GetAsync(new Uri(outside, UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Host = "elsewhere.example";
        Assert.False((await client.GetAsync(new Uri("report/report.html", UriKind.Relative))).IsSuccessStatusCode);
    }

    [Fact]
    public void What_is_not_there_is_not_watched()
    {
        Outcome outcome = _place.Run("watch", "nowhere.yaml");

        Assert.Equal((2, "nowhere.yaml: there is no such file\n"), (outcome.Status, outcome.Errors));
    }

    private const string Recorded = """
        scenario: Recorded
        hosts: { a: {}, b: {} }
        links: [ { between: [a, b], delay: 1 ms } ]
        flows: [ { name: f, from: a, to: b, traffic: { kind: trace, file: traffic.csv } } ]
        expect: [ f.sent == 2 ]

        """;

    /// <summary>A watch at work; it ends with the test.</summary>
    private sealed class Watch(Workplace place, params string[] arguments) : IAsyncDisposable
    {
        private const string Last = "the report, which follows: ";

        private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

        private readonly Process _process = place.Start(["watch", .. arguments]);

        public string Address { get; private set; } = "";

        /// <summary>What it says of the next save.</summary>
        public async Task<string> NextAsync()
        {
            var said = new System.Text.StringBuilder();
            while (await _process.StandardOutput.ReadLineAsync(_patience.Token) is { } line)
            {
                said.Append(line.TrimEnd()).Append('\n');
                if (!line.StartsWith(Last, StringComparison.Ordinal)) continue;
                Address = line[Last.Length..];
                return said.ToString();
            }

            throw new InvalidOperationException($"the watch has ended: {said}{await _process.StandardError.ReadToEndAsync()}");
        }

        public async ValueTask DisposeAsync()
        {
            _patience.Dispose();
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
