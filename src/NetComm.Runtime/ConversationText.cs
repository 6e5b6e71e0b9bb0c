using System.Globalization;
using System.Text;

namespace NetComm.Runtime;

/// <summary>Opens conversations; the text of their events is <c>udp 10.0.0.1:9000 &gt; 10.0.0.2:9000 ttl 64</c>.</summary>
internal static class ConversationText
{
    /// <summary>Gives a conversation its number, and tells the trace of it.</summary>
    /// <param name="transport">What its packets are: udp, tcp or icmp.</param>
    /// <param name="owner">Who speaks: a flow's index, or −1 − a program's or app's.</param>
    internal static int Open(RunContext run, SimTime at, string transport, IpEndpoint from, IpEndpoint to, int ttl, long owner)
    {
        int conversation = run.Progress.NextConversation();
        byte[] text = Write(transport, from.Address, from.Port, to, ttl);
        run.Trace.Write(TraceEvents.ConversationOpened(at, conversation, owner, text.Length), text);
        return conversation;
    }

    internal static byte[] Write(string transport, Ipv4Address source, int sourcePort, IpEndpoint to, int ttl) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{transport} {source}:{sourcePort} > {to} ttl {ttl}"));
}
