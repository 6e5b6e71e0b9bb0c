using NetComm.Runtime.AkkaHosting;

namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>What the actors of a <see cref="RandomProgram"/> tell each other.</summary>
internal sealed record Note(int Number);

/// <summary>It does not end the silence that a receive timeout waits for.</summary>
internal sealed record QuietNote(int Number) : INotInfluenceReceiveTimeout;

/// <summary>It is handled without asking who sent it, and may go past Akka's envelope.</summary>
internal sealed class DirectNote(int number) : DirectMessage
{
    public override string ToString() => $"DirectNote {{ Number = {number} }}";
}

/// <summary>From a timer.</summary>
internal sealed record Tick(int Number);

/// <summary>What an actor of a <see cref="RandomProgram"/> may do when it gets a message.</summary>
/// <remarks>What breaks or ends somebody comes last, from <see cref="Fail"/> on.</remarks>
internal enum ProgramAct
{
    Tell,
    TellSelf,
    TellQuietly,
    Forward,
    Reply,
    Ask,
    Schedule,
    ScheduleTask,
    Dispatch,
    Select,
    Identify,
    Stash,
    Unstash,
    UnstashAll,
    Become,
    BecomeStacked,
    Unbecome,
    SetReceiveTimeout,
    StartTimer,
    StartPeriodicTimer,
    CancelTimer,
    Watch,
    WatchWith,
    Unwatch,
    MakeChild,
    Fail,
    StopSelf,
    StopChild,
    StopAnyone,
    Poison,
    Kill,
}
