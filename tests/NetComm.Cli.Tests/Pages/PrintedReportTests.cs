using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NetComm.Cli.Tests.Scenarios;

namespace NetComm.Cli.Tests.Pages;

/// <summary>A report on A4: short, and whole.</summary>
public sealed partial class PrintedReportTests(Browser browser) : IClassFixture<Browser>
{
    [SkippableTheory]
    [InlineData("1-first-steps/1-two-hosts.yaml", 5)]
    [InlineData("2-four-casts/6-side-by-side.yaml", 10)]
    public async Task A_report_prints_on_few_pages(string scenario, int most)
    {
        using var place = new Workplace();
        IPage page = await PageOf(scenario, place);

        byte[] pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });

        Assert.InRange(PageObject().Count(Encoding.Latin1.GetString(pdf)), 2, most);
    }

    [SkippableFact]
    public async Task What_is_folded_on_a_screen_is_whole_on_paper()
    {
        using var place = new Workplace();
        IPage page = await PageOf("1-first-steps/1-two-hosts.yaml", place);

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        double[] heights = await page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('details')].map(e => e.getBoundingClientRect().height - e.firstElementChild.getBoundingClientRect().height)");
        Assert.Equal(3, heights.Length);
        Assert.All(heights, height => Assert.InRange(height, 60, 2000));
    }

    /// <summary>Firefox and Safari came to know <c>::details-content</c> in 2025; older ones open what is folded.</summary>
    [SkippableFact]
    public async Task What_is_folded_is_whole_on_paper_also_in_an_older_browser()
    {
        using var place = new Workplace();
        IPage page = await PageOf("1-first-steps/1-two-hosts.yaml", place);
        await page.EvaluateAsync(
            "document.querySelectorAll('style').forEach(e => e.textContent = e.textContent.replace(/details::details-content\\{[^}]*\\}/, ''))");
        await page.EvaluateAsync(
            "addEventListener('beforeprint', () => window.heights = [...document.querySelectorAll('details > :last-child')].map(e => e.clientHeight))");

        await page.PdfAsync();

        Assert.All(await page.EvaluateAsync<int[]>("window.heights"), height => Assert.InRange(height, 30, 2000));
        Assert.DoesNotContain(true, await page.EvaluateAsync<bool[]>("[...document.querySelectorAll('details')].map(e => e.open)"));
    }

    private async Task<IPage> PageOf(string scenario, Workplace place)
    {
        IPage page = await browser.PageAsync(1280);
        place.Run("run", ScenarioShelf.PathOf(scenario), "--out", "run");
        await page.GotoAsync(new Uri(place["run/report.html"]).AbsoluteUri);
        return page;
    }

    /// <summary>PDF 1.7 (7.7.3.3): each page is an object of this type; their tree is one of type Pages.</summary>
    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageObject();
}
