namespace NetComm.Reporting.Charts.Page;

/// <summary>How what the script adds to charts looks; colours are those of the page. Nothing of it is printed.</summary>
internal static class ChartStyleSheet
{
    public const string Text = """
        .explored{position:relative;max-width:52rem}
        .chart-plot{position:absolute;cursor:crosshair;touch-action:pan-y pinch-zoom}
        .chart-plot:focus-visible{outline-offset:1px}
        .chart-legend{position:absolute;padding:0;border:1px solid transparent;border-radius:.25rem;background:none;cursor:pointer}
        .chart-legend:hover{border-color:var(--soft)}
        .chart-legend:focus-visible{outline-offset:0}
        .chart-legend[aria-pressed=false]{background:linear-gradient(var(--soft),var(--soft)) center/calc(100% - 8px) 1.5px no-repeat,color-mix(in srgb,var(--paper) 55%,transparent)}
        .chart-tip{position:absolute;z-index:2;max-width:min(19rem,90%);padding:.35rem .6rem;border:1px solid var(--soft);border-radius:.35rem;background:var(--paper);color:var(--ink);font-size:.85rem;line-height:1.4;pointer-events:none;box-shadow:0 2px 8px var(--edge)}
        .chart-tip p{margin:0}
        .chart-tip .name{font-weight:600}
        .chart-tip .value{font-variant-numeric:tabular-nums}
        .chart-tip .more{color:var(--soft)}
        .chart-tip.touched{pointer-events:auto;cursor:pointer}
        .chart-tip.touched .lead{color:var(--link);text-decoration:underline}
        .chart-cross{fill:none;stroke:var(--soft);stroke-width:1}
        .chart-ring{fill:none;stroke:var(--ink);stroke-width:2}
        .chart-picked{fill:var(--link);fill-opacity:.18;stroke:var(--link)}
        .chart-tools{display:flex;flex-wrap:wrap;gap:.35rem .4rem;align-items:center;margin:.1rem .75rem .3rem;font-size:.85rem}
        .chart-tools button{min-height:1.75rem;padding:.05rem .55rem;border:1px solid var(--line);border-radius:.35rem;background:var(--paper);color:var(--soft);font:inherit;cursor:pointer}
        .chart-tools button:hover{border-color:var(--soft);color:var(--ink)}
        .chart-tools .whole{border-color:var(--link);color:var(--link);font-weight:600}
        .chart-tools .keys{flex-basis:100%;margin:.1rem 0;color:var(--soft)}
        .chart-tools kbd{padding:0 .3rem;border:1px solid var(--line);border-radius:.25rem;background:var(--shade);font-size:.85em}
        .chart-said{position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap;clip-path:inset(50%)}
        @media print{.chart-plot,.chart-legend,.chart-tip,.chart-tools,.chart-hover,.chart-said{display:none}}

        """;
}
