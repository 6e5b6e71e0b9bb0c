namespace NetComm.Reporting.Player;

/// <summary>How the player looks; colours are those of the page.</summary>
internal static class PlayerStyleSheet
{
    public const string Text = """
        #player-stage{position:relative;margin:.6rem -.75rem}
        #player-stage canvas{position:absolute;left:0;top:0;cursor:pointer}
        #player-stage button{position:absolute;padding:0;border:2px solid transparent;border-radius:.4rem;background:none;cursor:pointer}
        #player-stage button:hover{border-color:var(--line)}
        #player-stage button[aria-pressed=true]{border-color:var(--link)}
        #player .now{min-height:3.1em;margin:.4rem 0;line-height:1.5}
        #player .now strong{display:block;font-variant-numeric:tabular-nums}
        #player .track{position:relative;padding-top:.9rem}
        #player .track input{display:block;width:100%;height:1.75rem;margin:0;accent-color:var(--link)}
        #player .track i{position:absolute;top:0;width:0;height:.8rem;border-left:3px solid var(--bad)}
        #player .controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.6rem 0}
        #player .controls button,#player .controls select,#player .marks button,#player .under-way button{min-height:2.25rem;padding:.25rem .7rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--shade);color:var(--ink);font:inherit;cursor:pointer}
        #player .controls button:disabled{border-color:var(--line);color:var(--soft);cursor:default}
        #player .controls .play{min-width:6.5rem;border-color:var(--link);background:var(--link);color:var(--paper);font-weight:600}
        #player .controls select{max-width:100%}
        #player .keys{margin:.2rem 0 .8rem;color:var(--soft);font-size:.9rem}
        #player kbd{padding:0 .3rem;border:1px solid var(--line);border-radius:.25rem;background:var(--shade);font-size:.85em}
        #player .marks{display:flex;flex-wrap:wrap;gap:.4rem;margin:.4rem 0;padding:0;list-style:none}
        #player .marks button{border-color:var(--bad);font-size:.85rem}
        #player h3{margin-top:1.2rem}
        #player .under-way{min-height:2.6rem;margin:0;padding:0;list-style:none}
        #player .under-way li{margin:.3rem 0}
        #player .under-way button{width:100%;text-align:left;overflow-wrap:anywhere}
        #player .under-way button[aria-pressed=true]{border-color:var(--link);box-shadow:inset .25rem 0 var(--link)}
        #player details{margin:.4rem 0;border:1px solid var(--line);border-radius:.4rem}
        #player summary{padding:.3rem .6rem;background:var(--shade);font-weight:600;cursor:pointer}
        #player details table{margin:.2rem .6rem;min-width:calc(100% - 1.2rem);width:calc(100% - 1.2rem)}
        #player details th{width:38%;font-weight:400;color:var(--soft)}
        #player details td{font-family:ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;font-size:.85em;overflow-wrap:anywhere}
        #player .panes{display:grid;grid-template-columns:minmax(0,1fr);gap:0 1.5rem}
        @media screen and (min-width:48rem){#player .panes{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}
        @media screen and (max-width:34rem){#player .now{min-height:6.1em}}
        @media print{#player{display:none}}

        """;
}
