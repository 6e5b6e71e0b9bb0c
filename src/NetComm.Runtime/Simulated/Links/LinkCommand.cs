namespace NetComm.Runtime.Simulated.Links;

internal abstract record LinkCommand
{
    internal sealed record GoDown : LinkCommand;

    internal sealed record ComeUp : LinkCommand;

    internal sealed record Change(LinkChange Forward, LinkChange Backward) : LinkCommand;
}
