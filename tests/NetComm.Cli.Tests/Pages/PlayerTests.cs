using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NetComm.Cli.Tests.Pages;

/// <summary>
/// The player of report.html in a real browser: every control, by mouse and by keyboard, at the sizes at which it is read.
/// </summary>
public sealed partial class PlayerTests(Browser browser, PlayerTests.Report report)
    : IClassFixture<Browser>, IClassFixture<PlayerTests.Report>
{
    /// <summary>Two runs: one with a bit of everything, one of more packets than a player holds.</summary>
    public sealed class Report : IDisposable
    {
        private const string Small = """
            scenario: A bit of everything
            hosts: { alice: {}, bob: {}, carol: {}, dave: {} }
            routers: [r1]
            links:
              - { name: near, between: [alice, r1], rate: 10 Mbps, delay: 1 ms }
              - { name: far, between: [r1, bob], rate: 100 kbps, delay: 20 ms }
            lans:
              office: { members: [alice, carol, dave], rate: 10 Mbps, delay: 10 us }
            groups:
              video: { address: 239.1.1.1, members: [carol, dave] }
            flows:
              - { name: call, cast: unicast, transport: udp, from: alice, to: bob, traffic: { kind: constant, rate: 100 packets/s, size: 160 B }, count: 30 }
              - { name: show, cast: multicast, transport: udp, from: alice, to: video, traffic: { kind: constant, rate: 10 packets/s, size: 160 B }, count: 3, start: 5 ms }
            programs:
              - { name: server, host: bob, steps: [ { socket: { type: stream, as: s } }, { bind: { socket: s, port: 7000 } }, { listen: { socket: s, backlog: 1 } }, { accept: { socket: s, as: c, from: peer } }, { recv: { socket: c, size: 100, as: data } } ] }
              - { name: client, host: alice, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: bob, port: 7000 } }, { sendall: { socket: s, data: "Hello, <b>Server</b>!" } } ] }
            faults:
              - { at: 150 ms, link: far, do: down }
              - { at: 200 ms, link: far, do: up }

            """;

        private const string Large = """
            scenario: More packets than the player holds
            hosts: { alice: {}, bob: {} }
            links:
              - { name: wire, between: [alice, bob], rate: 100 Mbps, delay: 20 ms }
            flows:
              - { name: call, cast: unicast, transport: udp, from: alice, to: bob, traffic: { kind: constant, rate: 5000 packets/s, size: 160 B }, count: 12000 }

            """;

        private const string Copying = """
            scenario: A link that copies
            hosts: { alice: {}, bob: {} }
            links: [ { name: wire, between: [alice, bob], rate: 1 Mbps, delay: 20 ms, duplicate: 100 % } ]
            flows: [ { name: call, cast: unicast, transport: udp, from: alice, to: bob, traffic: { kind: constant, interval: 20 ms, size: 160 B }, count: 1 } ]

            """;

        private readonly Workplace _place = new();

        public Report()
        {
            _place.Run("run", _place.Scenario(Small), "--out", "small");
            _place.Run("run", _place.Scenario(Large, "large.yaml"), "--out", "large");
            _place.Run("run", _place.Scenario(Copying, "copying.yaml"), "--out", "copying");
        }

        public string Url => new Uri(_place["small/report.html"]).AbsoluteUri;

        public string LargeUrl => new Uri(_place["large/report.html"]).AbsoluteUri;

        public string CopyingUrl => new Uri(_place["copying/report.html"]).AbsoluteUri;

        public void Dispose() => _place.Dispose();
    }

    [SkippableFact]
    public async Task Steps_go_from_event_to_event_and_back()
    {
        IPage page = await OpenAsync();

        await Button(page, "Step forward").ClickAsync();
        string first = await page.Locator("#player .now").InnerTextAsync();
        await Button(page, "Step forward").ClickAsync();
        await Button(page, "Step back").ClickAsync();

        Assert.Equal(first, await page.Locator("#player .now").InnerTextAsync());
        Assert.Equal(1, await EventAsync(page));
        await Button(page, "Back to the start").ClickAsync();
        Assert.Equal(0, await EventAsync(page));
        Assert.True(await Button(page, "Step back").IsDisabledAsync());
        Assert.Equal("The run begins.", await page.Locator("#player-sentence").InnerTextAsync());
    }

    [SkippableFact]
    public async Task A_step_tells_what_happened_in_a_sentence()
    {
        IPage page = await OpenAsync();

        string[] sentences = await SentencesAsync(page, 400);

        Assert.Contains("alice sends call #0, 160 B to r1 over near.", sentences);
        Assert.Contains("call #0, 160 B arrives at r1 from alice over near.", sentences);
        Assert.Contains(sentences, sentence => Regex.IsMatch(sentence, "^r1 queues call #[0-9]+, 160 B for bob over far.$"));
        Assert.Contains("office sends show #0, 160 B to carol.", sentences);
        Assert.Contains("A socket of carol takes show #0, 160 B.", sentences);
        Assert.Contains("Timeline: far down.", sentences);
        Assert.Contains(sentences, sentence => Regex.IsMatch(sentence, "from r1 to bob is lost over far: link down.$"));
        Assert.Contains(sentences, sentence => sentence.Contains("is SYN-SENT", StringComparison.Ordinal));
        Assert.Contains(sentences, sentence => sentence.Contains("is ESTABLISHED", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_copy_that_a_link_makes_is_called_a_copy()
    {
        IPage page = await browser.PageAsync(1200);
        await page.GotoAsync(report.CopyingUrl);

        string[] sentences = await SentencesAsync(page, 10);

        Assert.Contains("A copy of call #0, 160 B is made on the way from alice to bob over wire.", sentences);
        Assert.Contains("call #0, 160 B (copy) arrives at bob from alice over wire.", sentences);
        Assert.Single(sentences, "alice sends call #0, 160 B to bob over wire.");
    }

    [SkippableFact]
    public async Task Play_goes_on_until_pause()
    {
        IPage page = await OpenAsync();

        await Button(page, "Play").ClickAsync();
        await page.Locator("#player .now", new() { HasTextRegex = new Regex("event ([3-9]|[1-9][0-9]+) of") }).WaitForAsync();
        Assert.Equal("off", await page.Locator("#player-sentence").GetAttributeAsync("aria-live"));
        await Button(page, "Pause").ClickAsync();
        int reached = await EventAsync(page);
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        Assert.Equal(reached, await EventAsync(page));
        Assert.Equal("polite", await page.Locator("#player-sentence").GetAttributeAsync("aria-live"));
    }

    [SkippableFact]
    public async Task Every_speed_moves_the_clock()
    {
        IPage page = await OpenAsync();
        ILocator speeds = page.GetByLabel("Speed");

        foreach (string speed in await speeds.Locator("option").AllInnerTextsAsync())
        {
            await Button(page, "Back to the start").DispatchEventAsync("click");
            await speeds.SelectOptionAsync(new SelectOptionValue { Label = speed });
            await Button(page, "Play").ClickAsync();
            await page.Locator("#player .now", new() { HasNotTextRegex = new Regex("^0 s of .* event 0 of") }).WaitForAsync();
            await page.Locator("#player .play").ClickAsync();
        }
    }

    [SkippableFact]
    public async Task It_begins_at_a_speed_at_which_the_run_takes_about_a_minute()
    {
        IPage small = await OpenAsync(), large = await browser.PageAsync(1100);
        await large.GotoAsync(report.LargeUrl);

        string[] chosen = [await SpeedAsync(small), await SpeedAsync(large)];

        Assert.All(chosen, speed => Assert.InRange(SecondsIn(speed), 20, 100));
    }

    [SkippableFact]
    public async Task At_the_end_it_stops_and_plays_again_from_the_beginning()
    {
        IPage page = await OpenAsync();
        await ChooseFastestAsync(page);

        await Button(page, "Play").ClickAsync();
        await Button(page, "Play").WaitForAsync();
        (int at, int count) = await PositionAsync(page);
        await page.GetByLabel("Speed").SelectOptionAsync(new SelectOptionValue { Index = 0 });
        await Button(page, "Play").ClickAsync();

        Assert.Equal(count, at);
        Assert.Equal(0, await EventAsync(page));
    }

    [SkippableFact]
    public async Task The_keyboard_does_all_of_it()
    {
        IPage page = await OpenAsync();
        await page.Locator("#player-root").FocusAsync();

        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal(1, await EventAsync(page));
        await page.Keyboard.PressAsync("End");
        (int at, int count) = await PositionAsync(page);
        Assert.Equal(count, at);
        await page.Keyboard.PressAsync("Home");
        Assert.Equal(0, await EventAsync(page));
        await page.Keyboard.PressAsync("Space");
        await Button(page, "Pause").WaitForAsync();
        await page.Keyboard.PressAsync("Space");
        await Button(page, "Play").WaitForAsync();

        await page.GetByLabel("Time", new() { Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Matches("^.* of .*s$", await page.GetByLabel("Time", new() { Exact = true }).GetAttributeAsync("aria-valuetext"));
        Assert.NotEqual(0, await EventAsync(page));
    }

    [SkippableFact]
    public async Task A_keyboard_user_selects_packets_and_hosts()
    {
        IPage page = await OpenAsync();
        await StepToAsync(page, "alice sends call #0");

        await page.Locator("#player .under-way button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Packet: call #0, 160 B", await page.Locator("#player-pane h3").InnerTextAsync());
        await Button(page, "bob: sockets").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("bob", await page.Locator("#player-pane h3").InnerTextAsync());
    }

    [SkippableFact]
    public async Task The_scrubber_has_a_mark_for_each_fault_and_goes_there()
    {
        IPage page = await OpenAsync();

        Assert.Equal(["150 ms: far down", "200 ms: far up"], await page.Locator("#player .marks button").AllInnerTextsAsync());
        Assert.Equal(2, await page.Locator("#player .track i").CountAsync());
        await Button(page, "150 ms: far down").ClickAsync();
        Assert.StartsWith("150 ms of", await page.Locator("#player .now").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByLabel("Time", new() { Exact = true }).FillAsync("1000");
        (int at, int count) = await PositionAsync(page);
        Assert.Equal(count, at);
    }

    [SkippableFact]
    public async Task A_packet_shows_its_headers_field_by_field()
    {
        IPage page = await OpenAsync();
        await StepToAsync(page, "office sends show #0, 160 B to carol");

        await page.Locator("#player .under-way button").First.ClickAsync();

        Assert.Equal(["Ethernet II", "IPv4", "UDP", "Data"], await page.Locator("#player-pane summary").AllInnerTextsAsync());
        Assert.Equal("01:00:5e:01:01:01 (multicast)", await FieldAsync(page, "Ethernet II", "Destination"));
        Assert.Equal("188 B", await FieldAsync(page, "IPv4", "Total length"));
        Assert.Equal("17 (UDP)", await FieldAsync(page, "IPv4", "Protocol"));
        Assert.Equal("239.1.1.1", await FieldAsync(page, "IPv4", "Destination"));
        Assert.Equal("168 B", await FieldAsync(page, "UDP", "Length"));
        Assert.StartsWith("netcomm show #0 abc", await FieldAsync(page, "Data", "Text"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Behind_a_router_the_time_to_live_is_less_and_the_checksum_another()
    {
        IPage page = await OpenAsync();
        await StepToAsync(page, "alice sends call #0");
        await page.Locator("#player .under-way button").First.ClickAsync();
        string before = await FieldAsync(page, "IPv4", "Header checksum");

        await StepToAsync(page, "r1 sends call #0");
        await page.Locator("#player .under-way button").First.ClickAsync();

        Assert.Equal("63", await FieldAsync(page, "IPv4", "Time to live"));
        // One less in the high byte of a word is 0x0100 more in the checksum (RFC 1141).
        Assert.Equal(
            (Convert.ToInt32(before, 16) + 0x0100) % 0xFFFF, Convert.ToInt32(await FieldAsync(page, "IPv4", "Header checksum"), 16));
    }

    [SkippableFact]
    public async Task TCP_shows_its_flags_options_and_text()
    {
        IPage page = await OpenAsync();

        await ChooseAsync(page, "(SYN)");

        Assert.Equal("0x02 (SYN)", await FieldAsync(page, "TCP", "Flags"));
        Assert.Equal("1460 B", await FieldAsync(page, "TCP", "Option: maximum segment size"));

        await ChooseAsync(page, "Hello");

        Assert.Equal("Hello, <b>Server</b>!", await FieldAsync(page, "Data", "Text"));
    }

    [SkippableFact]
    public async Task A_packet_in_the_picture_can_be_clicked()
    {
        IPage page = await OpenAsync();
        await StepToAsync(page, "alice sends call #0");

        // At that moment it stands at the beginning of its line, over the edge of alice.
        await page.Locator("#player canvas").ScrollIntoViewIfNeededAsync();
        float[] place = await page.EvaluateAsync<float[]>("""
            () => {
              const { views, directions } = JSON.parse(document.getElementById('player-data').textContent);
              const [, , , line, isBack] = directions.find(([name, from]) => name === 'near' && from === 'alice');
              const [ax, ay, bx, by] = views[0].lines[line];
              const canvas = document.querySelector('#player canvas').getBoundingClientRect();
              const scale = canvas.width / views[0].width;
              return [canvas.left + (isBack ? bx : ax) * scale, canvas.top + (isBack ? by : ay) * scale];
            }
            """);
        await page.Mouse.ClickAsync(place[0], place[1]);

        Assert.Equal("Packet: call #0, 160 B", await page.Locator("#player-pane h3").InnerTextAsync());
    }

    [SkippableFact]
    public async Task A_host_shows_its_sockets_as_they_are_at_the_instant()
    {
        IPage page = await OpenAsync();
        await StepToAsync(page, "is SYN-RECEIVED");
        await Button(page, "bob: sockets").ClickAsync();

        Assert.Contains(
            await SocketsAsync(page), row => row.StartsWith("tcp 0.0.0.0:7000 0.0.0.0:* LISTEN server", StringComparison.Ordinal));
        Assert.Contains(await SocketsAsync(page), row => row.StartsWith("udp 0.0.0.0:9000 0.0.0.0:*", StringComparison.Ordinal));
        Assert.Contains(await SocketsAsync(page), row => row.Contains("SYN-RECEIVED", StringComparison.Ordinal));

        await page.Keyboard.PressAsync("End");
        Assert.DoesNotContain(await SocketsAsync(page), row => row.Contains("SYN-RECEIVED", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1200, ColorScheme.Dark)]
    public async Task Open_panes_have_no_barriers_and_fit_the_screen(int width, ColorScheme scheme)
    {
        IPage page = await browser.PageAsync(width, scheme: scheme);
        await page.GotoAsync(report.Url);
        await StepToAsync(page, "office sends show #0, 160 B to carol");

        foreach (ILocator choice in new[] { page.Locator("#player .under-way button").First, Button(page, "bob: sockets") })
        {
            await choice.ClickAsync();
            Deque.AxeCore.Commons.AxeResult found = await page.RunAxe();

            Assert.Empty(
                found.Violations
                    .Select(rule => $"{rule.Id}: {rule.Help} {string.Join(" ", rule.Nodes.Take(3).Select(node => node.Html))}"));
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }
    }

    [SkippableFact]
    public async Task A_player_of_very_many_packets_says_where_it_ends_and_plays_until_there()
    {
        IPage page = await browser.PageAsync(1100);
        List<string> errors = Errors(page);
        await page.GotoAsync(report.LargeUrl);
        await ChooseFastestAsync(page);

        await Button(page, "Play").ClickAsync();
        await Button(page, "Play").WaitForAsync();

        (int at, int count) = await PositionAsync(page);
        Assert.Equal(count, at);
        Assert.InRange(count, 20_000, 50_000);
        Assert.Contains(
            "The beginning of the run: 10 000 packets", await page.Locator("#player-root").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [SkippableFact]
    public async Task Those_who_ask_for_less_motion_see_packets_only_where_something_happens_to_them()
    {
        IPage page = await browser.PageAsync(1100, stillness: true);
        await page.GotoAsync(report.Url);
        await page.GetByLabel("Speed").SelectOptionAsync(new SelectOptionValue { Index = 0 });
        await StepToAsync(page, "alice sends call #0");
        string before = await page.Locator("#player .now strong").InnerTextAsync();

        await Button(page, "Play").ClickAsync();
        await page.EvaluateAsync("new Promise(done => setTimeout(done, 300))");

        Assert.Equal(before, await page.Locator("#player .now strong").InnerTextAsync());
    }

    [SkippableFact]
    public async Task Without_scripts_a_sentence_stands_in_its_place()
    {
        IPage page = await browser.PageAsync(1100, scripts: false);
        await page.GotoAsync(report.Url);

        Assert.True(await page.Locator("#player-note").IsVisibleAsync());
        Assert.False(await page.Locator("#player-root").IsVisibleAsync());
    }

    [SkippableFact]
    public async Task On_paper_there_is_no_player()
    {
        IPage page = await OpenAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.False(await page.Locator("#player").IsVisibleAsync());
    }

    [SkippableFact]
    public async Task No_control_makes_an_error_or_asks_the_network()
    {
        IPage page = await browser.PageAsync(1100);
        List<string> errors = Errors(page);
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(report.Url);

        int buttons = await page.Locator("#player button:visible").CountAsync();
        for (int i = 0; i < buttons; i++) await page.Locator("#player button:visible").Nth(i).DispatchEventAsync("click");
        await SentencesAsync(page, 600);

        Assert.Empty(errors);
        Assert.Equal([report.Url], requests);
    }

    private async Task<IPage> OpenAsync()
    {
        IPage page = await browser.PageAsync(1100);
        await page.GotoAsync(report.Url);
        return page;
    }

    private static List<string> Errors(IPage page)
    {
        var errors = new List<string>();
        page.Console += (_, message) => errors.AddRange(message.Type is "error" or "warning" ? [message.Text] : Array.Empty<string>());
        page.PageError += (_, error) => errors.Add(error);
        return errors;
    }

    private static async Task ChooseFastestAsync(IPage page) =>
        await page.EvaluateAsync("""
            () => {
              const speeds = document.querySelector('#player [aria-label="Speed"]');
              speeds.value = speeds.options.length - 1;
              speeds.dispatchEvent(new Event('change'));
            }
            """);

    /// <summary>The speed says how long the run takes at it: <c>real time (30 s)</c>.</summary>
    private static int SecondsIn(string speed) =>
        int.Parse(Regex.Match(speed, @"\((\d+) s\)").Groups[1].Value, CultureInfo.InvariantCulture);

    private static Task<string> SpeedAsync(IPage page) =>
        page.EvaluateAsync<string>("document.querySelector('#player [aria-label=\"Speed\"]').selectedOptions[0].innerText");

    private static ILocator Button(IPage page, string name) => page.Locator("#player").GetByRole(AriaRole.Button, new()
    {
        Name = name,
        Exact = true,
    });

    private static async Task<int> EventAsync(IPage page) => (await PositionAsync(page)).At;

    private static async Task<(int At, int Count)> PositionAsync(IPage page)
    {
        Match found = Position().Match(await page.Locator("#player .now").InnerTextAsync());
        return (int.Parse(found.Groups[1].Value), int.Parse(found.Groups[2].Value));
    }

    /// <summary>What the player says of its next steps; it ends at the last.</summary>
    private static Task<string[]> SentencesAsync(IPage page, int most) => page.EvaluateAsync<string[]>(
        """
        most => {
          const sentences = [];
          const on = document.querySelector('#player [aria-label="Step forward"]');
          for (let i = 0; i < most && !on.disabled; i++) { on.click(); sentences.push(document.getElementById('player-sentence').textContent); }
          return sentences;
        }
        """,
        most);

    /// <summary>Steps on until the sentence says this.</summary>
    private static async Task StepToAsync(IPage page, string text)
    {
        bool found = await page.EvaluateAsync<bool>(
            """
            text => {
              const on = document.querySelector('#player [aria-label="Step forward"]');
              const sentence = document.getElementById('player-sentence');
              do on.click(); while (!on.disabled && !sentence.textContent.includes(text));
              return sentence.textContent.includes(text);
            }
            """,
            text);
        Assert.True(found, $"no event says '{text}'");
    }

    /// <summary>Steps on, each time choosing the packet that something happens to, until its headers say this.</summary>
    private static async Task ChooseAsync(IPage page, string text)
    {
        bool found = await page.EvaluateAsync<bool>(
            """
            text => {
              const on = document.querySelector('#player [aria-label="Step forward"]');
              const pane = document.getElementById('player-pane');
              do {
                on.click();
                document.querySelector('#player .under-way button')?.click();
              } while (!on.disabled && !pane.textContent.includes(text));
              return pane.textContent.includes(text);
            }
            """,
            text);
        Assert.True(found, $"no packet says '{text}'");
    }

    private static Task<string> FieldAsync(IPage page, string layer, string field) =>
        page.Locator("#player-pane details").Filter(new() { Has = page.Locator("summary", new() { HasTextString = layer }) }).First
            .GetByRole(AriaRole.Row).Filter(new()
            {
                Has = page.GetByRole(AriaRole.Rowheader, new()
                {
                    Name = field,
                    Exact = true,
                })
            }).Locator("td").InnerTextAsync();

    private static async Task<IEnumerable<string>> SocketsAsync(IPage page) =>
        (await page.Locator("#player-pane tbody tr").AllInnerTextsAsync()).Select(row => row.Replace('\t', ' '));

    [GeneratedRegex(@"event (\d+) of (\d+)")]
    private static partial Regex Position();
}
