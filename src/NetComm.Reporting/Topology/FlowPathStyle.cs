using NetComm.Reporting.Charts.Svg;

namespace NetComm.Reporting.Topology;

/// <summary>The colour and dash of a trail: the same in every picture of a report.</summary>
internal static class FlowPathStyle
{
    /// <summary>The last colour has a dash of its own here, so that all differ in print.</summary>
    private const string LastDash = "5 2 1 2";

    public static SeriesStyle Of(int trail) =>
        trail == FlowPath.Most - 1 ? SeriesStyle.Of(trail) with { Dash = LastDash } : SeriesStyle.Of(trail);
}
