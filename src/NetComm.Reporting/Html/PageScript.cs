using System.Security.Cryptography;
using System.Text;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Html;

/// <summary>A script that the page has inline, since it loads nothing, and that alone it allows to run, by its hash.</summary>
internal sealed class PageScript
{
    private readonly string _text;

    private PageScript(params string[] files) => _text = $"//<![CDATA[\n{string.Concat(files.Select(Read))}//]]>";

    /// <summary>Plays the run.</summary>
    public static PageScript Player { get; } = new("dissector.js", "player.js");

    /// <summary>Lets a reader explore the charts.</summary>
    public static PageScript Charts { get; } = new("charts.js");

    /// <summary>Unfolds what is folded while the page is printed.</summary>
    public static PageScript Print { get; } = new("print.js");

    /// <summary>Allows just this script to run (Content Security Policy 3, 2.3.1).</summary>
    public string Hash => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_text)))}'";

    /// <summary>The element that holds it.</summary>
    public void WriteTo(MarkupWriter html) => html.Line($"<script>{new Markup(_text)}</script>");

    private static string Read(string name)
    {
        using Stream stream = typeof(PageScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program lacks its resource '{name}'.");
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n");
    }
}
