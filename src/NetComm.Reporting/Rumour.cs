namespace NetComm.Reporting;

/// <summary>How a rumour spread among gossip peers.</summary>
/// <param name="Text">What it was.</param>
/// <param name="Rounds">The rounds in which peers learnt it, one for each peer, in the order in which they did.</param>
internal sealed record Rumour(string Text, IReadOnlyList<long> Rounds);
