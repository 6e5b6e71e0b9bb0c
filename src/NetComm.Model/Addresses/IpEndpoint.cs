using System.Globalization;

namespace NetComm.Model;

/// <summary>An address and a port: <c>10.0.0.1:9000</c>.</summary>
public readonly record struct IpEndpoint(Ipv4Address Address, int Port)
{
    /// <summary>Reads <c>10.0.0.1:9000</c>.</summary>
    public static bool TryParse(string text, out IpEndpoint endpoint)
    {
        endpoint = default;
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !Ipv4Address.TryParse(text[..colon], out Ipv4Address address)) return false;
        if (!ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)) return false;
        endpoint = new(address, port);
        return true;
    }

    /// <summary>Address, colon, port.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");
}
