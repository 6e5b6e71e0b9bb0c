namespace NetComm.Cli.Runs;

/// <summary>
/// How fast the TCP flows of a scenario can be at most: each as the slowest link, and as its share of what leads from its sender and to its
/// receiver.
/// </summary>
internal sealed class StreamRates
{
    private readonly double _slowest;

    // By node: what its links carry, for each of the flows that it sends or receives.
    private readonly double[] _shares;

    public StreamRates(Scenario scenario)
    {
        double[] rates = [.. scenario.Links.Select(SlowestOf)];
        _slowest = rates.DefaultIfEmpty(double.PositiveInfinity).Min();
        int[] streams = new int[scenario.Nodes.Count];
        foreach (Flow flow in scenario.Flows.Where(flow => flow.Traffic is Traffic.Bulk))
            foreach (int node in EndsOf(flow).Distinct()) streams[node]++;
        _shares = [.. scenario.Nodes.Select((node, i) => node.Interfaces.Sum(at => rates[at.Medium]) / streams[i])];
    }

    /// <summary>In bits per second.</summary>
    public double MostOf(Flow flow) => EndsOf(flow).Select(node => _shares[node]).Append(_slowest).Min();

    private static IEnumerable<int> EndsOf(Flow flow) => flow.Receivers.Append(flow.From);

    private static double SlowestOf(LinkOrLan medium) => medium.DistinctProperties.Select(link => link.Rate)
        .Min(rate => rate.IsInfinite ? double.PositiveInfinity : rate.BitsPerSecond);
}
