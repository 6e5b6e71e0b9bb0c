using System.Globalization;
using System.Text;
using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime;

/// <summary>The text of a ConversationOpened event: <c>udp 10.0.0.1:9000 &gt; 10.0.0.2:9000 ttl 64</c>.</summary>
internal static class ConversationText
{
    internal static byte[] Write(string transport, Ipv4Address source, int sourcePort, IpEndpoint to, int ttl) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{transport} {source}:{sourcePort} > {to} ttl {ttl}"));
}
