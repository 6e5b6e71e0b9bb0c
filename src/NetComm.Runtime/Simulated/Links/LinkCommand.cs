namespace NetComm.Runtime.Simulated.Links;

/// <summary>What the timeline tells a link or LAN.</summary>
internal abstract record LinkCommand
{
    private LinkCommand()
    {
    }

    internal sealed record GoDown : LinkCommand;

    internal sealed record ComeUp : LinkCommand;

    internal sealed record Change(LinkChange Forward, LinkChange Backward) : LinkCommand;
}
