namespace NetComm.Reporting.Html;

/// <summary>How the page looks: light, dark on screens that ask for it, and on A4.</summary>
internal static class ReportStyleSheet
{
    public const string Text = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#4d5761;--line:#d5dae0;--shade:#f4f6f8;--link:#0b5cad;--good:#0a6b3d;--bad:#a8320a;--badback:#fdf0ea;--goodback:#eaf6ef;--edge:rgba(27,31,36,.22)}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#14171c;--ink:#e8eaed;--soft:#b4bcc5;--line:#39414b;--shade:#1d2229;--link:#7cc0f5;--good:#5fd39a;--bad:#ff9d6e;--badback:#33211a;--goodback:#17291f;--edge:rgba(232,234,237,.28)}}
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
        .verdict{margin:0 0 .8rem;padding:.6rem .9rem;border-left:.3rem solid var(--line);background:var(--shade);color:var(--ink);font-weight:600}
        .verdict p{margin:0}
        .verdict ul{margin:.4rem 0 0;padding-left:1.3rem;font-weight:400}
        .verdict.passed,.verdict.failed p{color:var(--good)}
        .verdict.failed p,p.verdict.failed{color:var(--bad)}
        .verdict.passed{border-color:var(--good);background:var(--goodback)}
        .verdict.failed{border-color:var(--bad);background:var(--badback)}
        span.passed{color:var(--good);font-weight:600}
        span.failed{color:var(--bad);font-weight:600}
        nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:0;padding:0;list-style:none}
        nav a{display:inline-block;padding:.2rem 0}
        .notes{margin-top:2rem;padding:.2rem 1rem .6rem;border:1px solid var(--line);border-radius:.4rem}
        .notes h2{margin-top:.8rem;border:0;font-size:1.15rem}
        details{margin:2.6rem 0 0;border-bottom:2px solid var(--line)}
        details[open]{border:0}
        summary{cursor:pointer}
        summary h2{display:inline-block;margin:0 0 .3rem .2rem;padding:0;border:0}
        details[open] summary{border-bottom:2px solid var(--line)}
        .scroll{margin:.9rem 0;overflow-x:auto;scrollbar-width:thin;scrollbar-color:var(--soft) transparent}
        .table{background:linear-gradient(to right,var(--paper) 40%,transparent) left/3rem 100% no-repeat local,linear-gradient(to left,var(--paper) 40%,transparent) right/3rem 100% no-repeat local,linear-gradient(to right,var(--edge),transparent) left/1rem 100% no-repeat scroll,linear-gradient(to left,var(--edge),transparent) right/1rem 100% no-repeat scroll}
        table{border-collapse:collapse;min-width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
        caption{padding:0 0 .35rem;text-align:left;font-weight:600}
        caption span{display:inline-block;position:sticky;left:0;max-width:min(100%,calc(100vw - 2rem))}
        th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{border-bottom:2px solid var(--line);color:var(--soft);font-weight:600;vertical-align:bottom}
        tbody th{font-weight:500}
        th:first-child,td:first-child{padding-left:0}
        .named th:first-child{position:sticky;left:0;background:var(--paper)}
        .unseen span{position:absolute;width:1px;height:1px;white-space:nowrap;clip-path:inset(50%)}
        .unseen{padding:0}
        .number+:not(.number){padding-left:1.4rem}
        .pair,.short,.short code{white-space:nowrap}
        .long{min-width:11rem}
        .number{text-align:right;white-space:nowrap}
        thead .number{white-space:normal}
        code,pre{font-family:ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
        td code,tbody th code{white-space:pre-wrap}
        .files{columns:20rem;font-size:.9rem}
        .files p{margin:.2rem 0}
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
        @media screen and (max-width:34rem){.wide{display:none}.narrow{display:block}h1{font-size:1.5rem}th,td{padding:.3rem .35rem}.long{min-width:7rem}}
        @media screen and (min-width:60rem){.long{max-width:24rem}.table{background:none;position:relative;left:50%;transform:translateX(-50%);width:max-content;min-width:100%;max-width:min(100vw - 3rem,76rem)}}
        @media print{
        @page{size:A4;margin:13mm 14mm}
        body{max-width:none;padding:0;font-size:9.5pt;line-height:1.4}
        header{padding-top:0}
        nav,.skip,.files{display:none}
        h1{font-size:17pt;margin-bottom:3mm}h2{font-size:13pt;margin:5mm 0 2mm;padding-bottom:1mm}h3{font-size:11pt;margin:4mm 0 1mm}
        h4,h5,h6{margin:3mm 0 1mm}
        p,ul,ol,dl,pre{margin-top:1.5mm;margin-bottom:1.5mm}
        h2,h3,h4,h5,h6,summary,caption{break-after:avoid}
        p:has(+pre),p:has(+.table){break-after:avoid}
        figure.chart,tr,.verdict,dl,.whole{break-inside:avoid}
        details{margin:0;border:0}
        details::details-content{content-visibility:visible;block-size:auto}
        summary{list-style:none;margin:5mm 0 2mm;border-bottom:2px solid var(--line)}
        summary h2{margin:0}
        .scroll{margin:2mm 0}
        .scroll,pre,.source{overflow:visible;max-height:none}
        .table{background:none}
        .netcomm-chart,.scroll .netcomm-chart{min-width:0;max-width:150mm;max-height:185mm}
        figure.chart{margin:2mm 0}
        .charts{display:grid;grid-template-columns:1fr 1fr;gap:0 5mm}
        .charts:has(>:nth-child(3)){grid-template-columns:1fr 1fr 1fr}
        .charts figure.chart{margin:1mm 0 2mm;min-width:0}
        .charts figure:only-child{grid-column:1/-1}
        .charts figure:only-child .netcomm-chart{max-height:64mm}
        .charts figure:not(:only-child) .netcomm-chart{max-height:62mm}
        .charts figure:not(:only-child) .wide{display:none}
        .charts figure:not(:only-child) .narrow{display:block}
        figcaption{margin:.2rem 0 0;font-size:7.5pt;line-height:1.3}
        table{font-size:8pt}
        th,td{padding:.7mm 1.2mm;overflow-wrap:anywhere}
        .number+:not(.number){padding-left:3mm}
        .pair,.short,.short code{white-space:normal;overflow-wrap:normal}
        .long{min-width:0;overflow-wrap:anywhere}
        .named th:first-child,caption span{position:static;max-width:none}
        pre{padding:1.5mm 2mm;line-height:1.3}
        pre code{font-size:7pt}
        pre,code{white-space:pre-wrap;overflow-wrap:anywhere}
        a{color:inherit;text-decoration:none}
        }

        """;
}
