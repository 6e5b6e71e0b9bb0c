namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>Our servers and clients against real ones. What is tried and what is right stands with each meeting and on a page.</summary>
public sealed class PeerTests
{
    public static TheoryData<string> Meetings => [.. PeerPage.Meetings.Select(meeting => meeting.Name)];

    [SkippableTheory]
    [MemberData(nameof(Meetings))]
    public async Task They_understand_each_other(string name)
    {
        Meeting meeting = PeerPage.Meetings.Single(meeting => meeting.Name == name);

        Assert.Equal(meeting.Right.Select(Line), (await meeting.HoldAsync()).Select(Line));
    }

    private static string Line((string Tried, string Outcome) row) => $"{row.Tried}: {row.Outcome}";

    [Fact]
    public void The_page_is_made_from_what_is_tried()
    {
        if (Environment.GetEnvironmentVariable("NETCOMM_APPROVE") == "1") File.WriteAllText(PeerPage.Path, PeerPage.Text());

        Assert.True(File.ReadAllText(PeerPage.Path) == PeerPage.Text(),
            "src/NetComm.Protocols/PEERS.md is stale: run this test with NETCOMM_APPROVE=1, and look at what it changed");
    }
}
