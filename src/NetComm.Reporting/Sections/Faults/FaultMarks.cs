namespace NetComm.Reporting.Sections.Faults;

/// <summary>
/// What changed in the network, as every chart over time shows it: what lasted is shaded from its beginning to its end, other changes are
/// vertical lines.
/// </summary>
/// <param name="Instants">Changes without an end of their own, such as another delay.</param>
internal sealed record FaultMarks(IReadOnlyList<VerticalMark> Instants, Bands Outages)
{
    public static FaultMarks None { get; } = Of([], []);

    public static FaultMarks Of(IReadOnlyList<FaultReport> faults, IReadOnlyList<Outage> outages) => new(
        [.. faults.Where(fault => !fault.IsOfOutage).Select(fault => new VerticalMark(fault.Seconds, fault.Text))],
        new Bands(
            NameOf(outages), [.. outages.Select(outage => new Band(outage.From, outage.To, outage.Text))], BandKind.Outages));

    /// <summary>The chart with them; behind stretches of losses, which are shorter.</summary>
    public Chart On(Chart chart) => chart with
    {
        Marks = [.. chart.Marks, .. Instants],
        Bands = Outages.Items.Count == 0 ? chart.Bands : [Outages, .. chart.Bands],
    };

    public FaultMarks Within(double from, double to) => new(
        [.. Instants.Where(mark => mark.At >= from && mark.At <= to)],
        Outages with
        {
            Items = [.. Outages.Items.Where(band => band.To >= from && band.From <= to)
                .Select(band => band with { From = Math.Max(band.From, from), To = Math.Min(band.To, to) })],
        });

    private static string NameOf(IReadOnlyList<Outage> outages) =>
        outages.All(outage => !outage.IsCrash) ? "down" : outages.All(outage => outage.IsCrash) ? "crashed" : "down or crashed";
}
