namespace NetComm.TestSupport;

/// <summary>What tests ask of networks, besides what the builder does.</summary>
internal static class TestNetworks
{
    /// <summary>A packet each interval.</summary>
    internal static Traffic Every(SimDuration interval, int bytes) => new Traffic.Constant(interval, PayloadSize.Of(bytes));

    internal static NetworkBuilder Membership(this NetworkBuilder network, SimDuration at, string host, string group, bool joins) =>
        joins ? network.Join(at, host, group) : network.Leave(at, host, group);

    /// <summary>The address that a name has in this network.</summary>
    internal static Ipv4Address AddressOf(this NetworkBuilder network, string name) =>
        network.Build(SimDuration.FromSeconds(1)).Resolve(name)!.Value;
}
