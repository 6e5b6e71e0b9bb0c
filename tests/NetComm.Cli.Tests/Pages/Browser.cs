using Microsoft.Playwright;

namespace NetComm.Cli.Tests.Pages;

/// <summary>The system's Chromium; nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>A new page of this size. The test that asks must be a SkippableFact.</summary>
    public async Task<IPage> PageAsync(
        int width, int height = 800, ColorScheme scheme = ColorScheme.Light, bool scripts = true, bool stillness = false)
    {
        string path = ExternalTool.Require("chromium");
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        });
        return await _browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
            ReducedMotion = stillness ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
