using System.Runtime.CompilerServices;
using System.Text;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>The page on who speaks to whom, beside the protocols: made from what the tests try.</summary>
internal static class PeerPage
{
    private const string Head = """
        # Who speaks to whom

        Our servers and clients against programs of others. This page is made from what [PeerTests][tests] try: loopback runs on 127.0.0.1,
        and for RIP a cable between two network namespaces. Under outcome stands what is right and what came out: else the test fails.

        | | ours is the server | ours is the client |
        | --- | --- | --- |

        """;

    private const string Foot = """

        ## What is not tried

        - iperf3 as both ends of a link, by `proxy`: none of ours would be at either. So a program of ours does what iperf3's server does,
          and iperf3 measures what crosses the link to it.
        - RIP of a scenario beside bird: routers of a loopback run are no processes and exchange no messages, and a simulated run has no
          outside. The router is the one of simulated runs; its messages go over a real cable instead.
        - TLS, HTTP/2 and HTTP/3, and DNSSEC, which none of ours speaks.

        [tests]: ../../tests/NetComm.EndToEnd.Tests/Peers/PeerTests.cs

        """;

    internal static string Path => System.IO.Path.Combine(Here(), "../../../src/NetComm.Protocols/PEERS.md");

    internal static IReadOnlyList<Meeting> Meetings { get; } =
        [.. HttpMeetings.All, .. FtpMeetings.All, .. DnsMeetings.All, .. RipMeetings.All, .. IperfMeetings.All];

    internal static string Text()
    {
        var text = new StringBuilder(Head);
        foreach (IGrouping<string, Meeting> protocol in Meetings.GroupBy(meeting => meeting.Protocol))
        {
            text.Append($"| {protocol.Key} | {Named(protocol.Where(meeting => meeting.IsOursTheServer), meeting => meeting.Client)} ")
                .Append($"| {Named(protocol.Where(meeting => !meeting.IsOursTheServer), meeting => meeting.Server)} |\n");
        }

        foreach (Meeting meeting in Meetings)
        {
            text.Append($"\n## {meeting.Name}\n\n| tried | outcome |\n| --- | --- |\n");
            foreach ((string tried, string outcome) in meeting.Right) text.Append($"| {Cell(tried)} | {Cell(outcome)} |\n");
        }

        return text.Append(Foot).ToString().ReplaceLineEndings("\n");
    }

    private static string Named(IEnumerable<Meeting> meetings, Func<Meeting, string> name) => string.Join("; ", meetings.Select(name));

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
