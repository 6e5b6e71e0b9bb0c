namespace NetComm.Reporting;

/// <summary>What the report says of a host or router.</summary>
/// <param name="Drops">How many packets ended there for which reason.</param>
internal sealed record HostReport(
    string Name, string Kind, IReadOnlyList<string> Addresses, IReadOnlyList<KeyValuePair<string, long>> Drops);
