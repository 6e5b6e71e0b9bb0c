namespace NetComm.Actors.Tests;

/// <summary>Puts numbers aside until it hears that it is enough; then it echoes them.</summary>
public sealed class Busy : ReceiveActor, IWithUnboundedStash
{
    public Busy()
    {
        Receive<int>(_ => Stash.Stash());
        Receive<Enough>(enough =>
        {
            Self.Forward(enough.Last);
            Stash.UnstashAll();
            Become(() => Receive<int>(number => Sender.Tell(number)));
        });
        Receive<string>(word => word == "one", _ =>
        {
            Stash.Unstash();
            BecomeStacked(() =>
            {
                Receive<int>(number => Sender.Tell(number));
                Receive<string>(_ => Sender.Tell($"{Stash.Count} stashed"));
            });
        });
        Receive<string>(word => word == "twice", _ =>
        {
            Stash.Stash();
            Sender.Tell(Record.Exception(() => Stash.Stash()));
        });
        Receive<string>(word => word == "fail", _ => throw new InvalidOperationException("asked to"));
    }

    public IStash Stash { get; set; } = null!;

    public sealed record Enough(int Last);
}
