using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetComm.Cli.Workers;

/// <summary>Where a sweep and its workers meet.</summary>
/// <param name="EndPoint">Where the coordinator listens, as workers reach it.</param>
/// <param name="Secret">What all share; null: they speak openly, on one machine.</param>
internal sealed record WorkPlace(IPEndPoint EndPoint, SweepSecret? Secret)
{
    /// <summary>The place that options name.</summary>
    /// <exception cref="UsageException">It leads to other machines and has no secret, or the secret cannot be used.</exception>
    public static WorkPlace Of(string option, IPEndPoint endPoint, string? secretFile)
    {
        if (secretFile is not null) return new WorkPlace(endPoint, SweepSecret.Read(secretFile));
        if (IPAddress.IsLoopback(endPoint.Address)) return new WorkPlace(endPoint, null);
        throw new UsageException(
            $"{option} {endPoint} is open to other machines, which takes a secret: make one by 'netcomm secret FILE', copy it to all " +
            "of them, and give the sweep and each worker --secret FILE");
    }

    /// <summary>Reads <c>HOST:PORT</c>; a name is looked up, and its IPv4 address preferred.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endPoint, [NotNullWhen(false)] out string? rule)
    {
        (endPoint, rule) = (null, "must be HOST:PORT such as '127.0.0.1:4711'");
        int colon = text.LastIndexOf(':');
        string host = colon > 0 ? text[..colon] : "";
        bool isPort = ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0;
        if (!isPort || Uri.CheckHostName(host) == UriHostNameType.Unknown) return false;
        if (AddressOf(host) is not { } address) rule = "must name a host that is known";
        else if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) rule = "must be one address, at which others find it";
        else (endPoint, rule) = (new IPEndPoint(address, port), null);
        return endPoint is not null;
    }

    private static IPAddress? AddressOf(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address)) return address;
        if (host == "localhost") return IPAddress.Loopback;
        try
        {
            return Dns.GetHostAddresses(host).OrderBy(found => found.AddressFamily != AddressFamily.InterNetwork).FirstOrDefault();
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
