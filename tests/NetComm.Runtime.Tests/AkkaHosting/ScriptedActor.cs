namespace NetComm.Runtime.Tests.AkkaHosting;

/// <summary>
/// An actor that records its life and what it gets, does the actions that it gets, and fails with the exceptions that it gets.
/// </summary>
internal sealed class ScriptedActor : UntypedActor, IWithUnboundedStash, IWithTimers
{
    private readonly List<string> _seen;

    public ScriptedActor(List<string> seen) => _seen = seen;

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    internal IUntypedActorContext Own { get; } = Context;

    /// <summary>What becomes of its children when they fail; without it they are restarted.</summary>
    internal SupervisorStrategy Strategy { get; set; } = new OneForOneStrategy(_ => Directive.Restart);

    internal void Record(string what) => _seen.Add($"{Self.Path.Name} {what}");

    protected override SupervisorStrategy SupervisorStrategy() => Strategy;

    protected override void PreStart() => Record("starts");

    protected override void PostStop() => Record("stops");

    internal new void Become(UntypedReceive behavior) => Own.Become(behavior);

    protected override void OnReceive(object message)
    {
        if (message is Action<ScriptedActor> act) act(this);
        else if (message is Exception failure) throw failure;
        else Record(TextOf(message));
    }

    private static string TextOf(object message) => message switch
    {
        Terminated end => $"sees the end of {end.ActorRef.Path.Name}",
        DeadLetter letter => $"dead letter {letter.Message}",
        ReceiveTimeout => "silence",
        _ => $"{message}",
    };
}
