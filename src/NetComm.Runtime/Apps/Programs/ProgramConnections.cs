namespace NetComm.Runtime.Apps.Programs;

/// <summary>What a program and those of its connections share.</summary>
internal sealed record ProgramHome(RunContext Run, SocketProgram Program, IActorRef Host)
{
    internal ProgramUse Use { get; } = new();
}

/// <summary>A connection that <c>each</c> took. Its program begins with a copy of the taker's variables, and no other socket.</summary>
/// <param name="Number">Which connection of the program it is, from 1.</param>
/// <param name="TakenBy">Which connection's program took it; 0: the program itself.</param>
internal sealed record TakenConnection(
    int Number, int TakenBy, ProgramStep.Each Each, ConnectionAccepted Accepted, IReadOnlyDictionary<string, string> Variables);

/// <summary>The programs of the connections that a program has taken and that have not ended.</summary>
/// <param name="context">Of the program's actor, whose children they are.</param>
/// <param name="takenBy">Which connection's program it is itself; 0: none.</param>
internal sealed class ProgramConnections(ProgramHome home, IUntypedActorContext context, int takenBy)
{
    private readonly List<IActorRef> _running = [];

    internal bool AreOver => _running.Count == 0;

    internal void Take(ProgramStep.Each each, ConnectionAccepted accepted, ProgramVariables variables)
    {
        int number = home.Use.NextConnection();
        var taken = new TakenConnection(number, takenBy, each, accepted, variables.Copy());
        ProgramHome shared = home;
        IActorRef program = context.ActorOf(ActorProps.Of(() => new ProgramActor(shared, taken)), $"connection:{number}");
        _running.Add(context.Watch(program));
        program.Tell(AppLifecycle.Begin.Message, context.Self);
    }

    internal void Ended(IActorRef program) => _running.Remove(program);

    internal void TellAll(AppLifecycle message)
    {
        foreach (IActorRef program in _running) program.Tell(message, context.Self);
    }
}
