namespace NetComm.Reporting.Document;

/// <summary>Which links of a lesson's text the report keeps: a place in the page, or an address of the web.</summary>
internal static class LessonLinks
{
    private static readonly string[] Schemes = ["http:", "https:", "mailto:"];

    public static bool AreAllowed(string url) => url.StartsWith('#')
        || Schemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
