namespace NetComm.Model;

/// <summary>What a figure is called, as in an expectation: <c>call.latency.p95 by bob</c>.</summary>
internal static class FigureName
{
    public static string Of(Expectation figure)
    {
        string place = (figure.By is { } host ? $" by {host}" : "") + (figure.From is { } node ? $" from {node}" : "");
        string window = (figure.After > SimTime.Zero, figure.Before < SimTime.Never) switch
        {
            (true, true) => $" between {figure.After} and {figure.Before}",
            (true, false) => $" after {figure.After}",
            (false, true) => $" before {figure.Before}",
            _ => "",
        };
        string kind = figure.Subject == ExpectationSubject.Node ? "host " : "";
        return $"{kind}{figure.Name}.{MetricCatalogue.Of(figure)?.Name}{place}{window}";
    }
}
