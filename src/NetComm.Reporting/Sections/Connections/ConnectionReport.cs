namespace NetComm.Reporting.Sections.Connections;

/// <param name="Owner">The flow, program or app that opened it.</param>
/// <param name="Opener">The end that opened it: the host's name with the port.</param>
/// <param name="Changes">The states of both ends, in order; of very many the first.</param>
internal sealed record ConnectionReport(
    string Owner, string Opener, string Other, StreamSamples There, StreamSamples Back, IReadOnlyList<ConnectionReport.Change> Changes)
{
    internal sealed record Change(double Seconds, bool IsBack, string State);

    /// <summary>Whether it belongs to a flow, whose section of the page tells of it.</summary>
    public bool IsOfFlow { get; init; }

    /// <summary>The direction that carried more.</summary>
    public bool MostGoesBack => Back.Bytes > There.Bytes;

    /// <summary>What is drawn: the direction that carried more.</summary>
    public StreamSamples Busier => MostGoesBack ? Back : There;

    public string Sender => MostGoesBack ? Other : Opener;

    public string Receiver => MostGoesBack ? Opener : Other;
}
