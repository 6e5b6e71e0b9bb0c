namespace NetComm.Reporting.Html;

/// <summary>How the page looks: light, dark on screens that ask for it, and on A4.</summary>
internal static class ReportStyleSheet
{
    public const string Text = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#4d5761;--line:#d5dae0;--shade:#f4f6f8;--link:#0b5cad;--good:#0a6b3d;--bad:#a8320a;--badback:#fdf0ea;--goodback:#eaf6ef}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#14171c;--ink:#e8eaed;--soft:#b4bcc5;--line:#39414b;--shade:#1d2229;--link:#7cc0f5;--good:#5fd39a;--bad:#ff9d6e;--badback:#33211a;--goodback:#17291f}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:54rem;padding:0 1rem 3rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
        a{color:var(--link)}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        header{padding-top:2rem}
        .kind{margin:0;color:var(--soft)}
        h1{margin:.1rem 0 1rem;font-size:1.9rem;line-height:1.2}
        h2{margin:2.6rem 0 .8rem;padding-bottom:.3rem;border-bottom:2px solid var(--line);font-size:1.4rem;line-height:1.25}
        h3{margin:2rem 0 .5rem;font-size:1.15rem}
        h4,h5,h6{margin:1.4rem 0 .4rem;font-size:1rem}
        .verdict{margin:0 0 .8rem;padding:.6rem .9rem;border-left:.3rem solid var(--line);background:var(--shade);font-weight:600}
        .verdict.passed{border-color:var(--good);background:var(--goodback)}
        .verdict.failed{border-color:var(--bad);background:var(--badback)}
        .passed{color:var(--good);font-weight:600}
        .failed{color:var(--bad);font-weight:600}
        nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:0;padding:0;list-style:none}
        nav a{display:inline-block;padding:.2rem 0}
        .notes{margin-top:2rem;padding:.2rem 1rem .6rem;border:1px solid var(--line);border-radius:.4rem}
        .notes h2{margin-top:.8rem;border:0;font-size:1.15rem}
        .scroll{margin:.9rem 0;overflow-x:auto}
        table{border-collapse:collapse;min-width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
        caption{padding:0 0 .35rem;text-align:left;font-weight:600}
        th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{border-bottom:2px solid var(--line);color:var(--soft);font-weight:600;vertical-align:bottom}
        tbody th{font-weight:500}
        th:first-child,td:first-child{padding-left:0}
        .pair{white-space:nowrap}
        .number{text-align:right;white-space:nowrap}
        code,pre{font-family:ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
        td code,tbody th code{white-space:pre-wrap}
        .hash{overflow-wrap:anywhere}
        pre{margin:.8rem 0;padding:.8rem 1rem;overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;background:var(--shade);line-height:1.45;tab-size:4}
        .source{max-height:26rem;overflow:auto}
        pre code{font-size:.8125rem}
        .lesson blockquote{margin:1rem 0;padding-left:1rem;border-left:.25rem solid var(--line);color:var(--soft)}
        figure.chart{margin:1.2rem -.75rem}
        .netcomm-chart{display:block;width:100%;max-width:52rem;height:auto}
        .scroll .netcomm-chart{min-width:44rem}
        figcaption{margin:.2rem .75rem 0;color:var(--soft);font-size:.9rem}
        .narrow{display:none}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.8rem 0}
        dt{color:var(--soft)}
        dd{margin:0;min-width:0}
        @media screen and (max-width:34rem){.wide{display:none}.narrow{display:block}h1{font-size:1.5rem}th,td{padding:.3rem .45rem}}
        @media print{
        @page{size:A4;margin:16mm 15mm}
        body{max-width:none;padding:0;font-size:10pt}
        header{padding-top:0}
        nav,.skip{display:none}
        h1{font-size:18pt}h2{font-size:14pt;margin-top:8mm}h3{font-size:11.5pt}
        h2,h3,h4,caption{break-after:avoid}
        figure.chart,tr,.verdict,dl{break-inside:avoid}
        .scroll{break-inside:avoid}
        .scroll,pre,.source{overflow:visible;max-height:none}
        .netcomm-chart,.scroll .netcomm-chart{min-width:0;max-width:165mm;max-height:210mm}
        figure.chart{margin:1rem 0}
        .charts{display:grid;grid-template-columns:1fr 1fr;gap:2mm 6mm}
        .charts figure.chart{margin:2mm 0;min-width:0}
        .charts figure:only-child{grid-column:1/-1}
        .charts figure:not(:only-child) .wide{display:none}
        .charts figure:not(:only-child) .narrow{display:block}
        figcaption{margin:.2rem 0 0;font-size:8pt}
        table{font-size:8.5pt}
        th,td{padding:.25rem .4rem}
        pre,code{white-space:pre-wrap;overflow-wrap:anywhere}
        a{color:inherit;text-decoration:none}
        p:has(>a[href^="charts/"]:only-child){display:none}
        }

        """;
}
