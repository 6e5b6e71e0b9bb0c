using System.Globalization;

namespace NetComm.Scenarios.Language;

/// <summary>Reads networks such as <c>10.0.1.0/24</c>.</summary>
internal static class Subnets
{
    /// <summary>Whether the text is a network that holds at least two hosts; if not, the rule that it breaks.</summary>
    /// <param name="network">The network; where only host bits are wrong, the one that was probably meant.</param>
    public static bool TryParse(string text, out Ipv4Network network, out string? rule)
    {
        network = default;
        string[] parts = text.Split('/');
        bool whole = parts.Length == 2 && Ipv4Address.TryParse(parts[0], out _);
        if (!whole || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > 32)
        {
            rule = "must be a subnet such as '10.0.1.0/24'";
            return false;
        }

        _ = Ipv4Address.TryParse(parts[0], out Ipv4Address address);
        // RFC 919: the first and the last address name the network and all its hosts, so a /30 is the smallest with two of its own.
        rule = length is < 8 or > 30 ? "must have a prefix from /8 to /30" : null;
        if (rule is not null) return false;
        network = Ipv4Network.Holding(address, length);
        if (address.Value >> 28 >= 0xE || address.Value >> 24 is 0 or 127) rule = "must be a network of host addresses";
        else if (network.Address != address) rule = "must begin with the network's first address";
        return rule is null;
    }
}
