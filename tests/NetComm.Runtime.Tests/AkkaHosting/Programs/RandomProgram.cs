using System.Globalization;

namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>
/// A program of actors drawn from one number while it runs: what an actor does next is drawn when it gets a message, so two systems
/// of different order soon do different things. It keeps a log of what every actor saw, in order.
/// </summary>
/// <remarks>
/// Akka keeps children in a table of their names' hashes, which differ from process to process: so does the program of a number.
/// </remarks>
internal sealed class RandomProgram
{
    private const int MostActors = 40;

    private readonly RandomStream _draw;
    private readonly ProgramSystem _system;
    private readonly TimeSpan _start;
    private readonly List<IActorRef> _actors = [];
    private readonly List<IActorRef> _living = [];
    private readonly List<Task<object>> _questions = [];
    private readonly int[] _weights;
    private readonly int _failures;
    private int _fuel;
    private int _numbers;

    private RandomProgram(int number, ProgramSystem system)
    {
        (_draw, _system, _start) = (RandomStream.For(number, "program"), system, system.Now);

        // Few kinds of acts in a program, each often, find more than all kinds, each seldom (Groce and others 2012: "Swarm testing").
        _weights = [.. Enum.GetValues<ProgramAct>().Select(act => Below(2) * (1 << Below(4)) * (act < ProgramAct.Fail ? 4 : 1))];
        _weights[(int)ProgramAct.Tell] = 8;
        _failures = Below(4);
        _fuel = 20 + Below(200);
    }

    /// <summary>What every actor saw, in order, each with its time.</summary>
    internal List<string> Log { get; } = [];

    /// <summary>How often each kind of thing happened.</summary>
    internal Dictionary<string, int> Counts { get; } = [];

    /// <summary>Called for each message that an actor gets.</summary>
    internal Action? OnMessage { get; set; }

    internal bool HasRoom => _actors.Count < MostActors;

    internal static RandomProgram Run(int number, ProgramSystem system, Action? onMessage = null)
    {
        var program = new RandomProgram(number, system) { OnMessage = onMessage };
        system.Program = program;
        program.Drive();
        system.Program = null;
        return program;
    }

    internal int Below(int n) => (int)(_draw.NextDouble() * n);

    /// <summary>Whether something goes wrong here, once in so many times in a program of many failures, or never.</summary>
    internal bool GoesWrong(int onceIn) => _failures > 0 && _fuel > 0 && Below(onceIn * _failures) == 0;

    /// <summary>Whether an actor may still do something; the program ends by itself.</summary>
    internal bool Burn() => _fuel > 0 && _fuel-- > 0;

    internal ProgramAct NextAct()
    {
        int at = Below(_weights.Sum());
        int act = 0;
        while ((at -= _weights[act]) >= 0) act++;
        return (ProgramAct)act;
    }

    internal int NextNumber() => _numbers++;

    /// <summary>Mostly somebody who lives.</summary>
    internal IActorRef Anyone()
    {
        List<IActorRef> some = _living.Count > 0 && Below(8) > 0 ? _living : _actors;
        return some[Below(some.Count)];
    }

    /// <summary>Seldom the first of all: without it a program is short.</summary>
    internal IActorRef Victim() => Anyone() is var actor && actor == _actors[0] ? Anyone() : actor;

    internal void Add(IActorRef actor)
    {
        _actors.Add(actor);
        Begins(actor);
    }

    internal void Begins(IActorRef actor)
    {
        if (!_living.Contains(actor)) _living.Add(actor);
    }

    internal void Ends(IActorRef actor) => _living.Remove(actor);

    internal void Add(Task<object> question)
    {
        _questions.Add(question);
        Record("questions", "asked", $"{_questions.Count(asked => asked.IsCompleted)} answered of {_questions.Count}");
    }

    internal TimeSpan SomeTime() => TimeSpan.FromMilliseconds(1 + Below(8));

    internal void Record(string who, string kind, string what = "")
    {
        Log.Add(string.Create(CultureInfo.InvariantCulture, $"{(_system.Now - _start).TotalMilliseconds} ms {who}: {kind} {what}"));
        Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
    }

    /// <summary>The path without what all have in common; never a number that Akka draws.</summary>
    internal static string NameOf(IActorRef? actor) => actor?.Path.Elements switch
    {
        null => "none",
        ["temp", ..] => "asker",
        ["user", "top", _, ..] elements => string.Join('/', elements.Skip(2)),
        var elements => elements.Count > 0 ? elements[^1] : "root",
    };

    internal static string TextOf(object message) => message switch
    {
        Terminated end => $"end of {NameOf(end.ActorRef)}",
        ActorIdentity identity => $"{identity.MessageId} is {NameOf(identity.Subject)}",
        Note or QuietNote or DirectNote or Tick => message.ToString()!,
        _ => message.GetType().Name,
    };

    private void Drive()
    {
        IActorRef top = _system.System.ActorOf(Props.Create<RandomActor>(this, 0), "top");
        Add(top);
        for (int phase = 3 + Below(10); phase > 0 && _living.Count > 0; phase--) Disturb();
        _system.PassTime(TimeSpan.FromMilliseconds(30));

        _system.System.Stop(top);
        _system.Drain();

        // Longer than any timer: what is told to the dead belongs to this program, not to the next.
        _system.PassTime(TimeSpan.FromMilliseconds(30));
        foreach (Task<object> question in _questions)
        {
            if (question.IsCompletedSuccessfully) Record("questions", "answered", TextOf(question.Result));
            else Record("questions", "unanswered", $"{question.Status}");
        }
    }

    /// <summary>From outside, between the turns of actors.</summary>
    private void Disturb()
    {
        switch (Below(6))
        {
            case 0:
                for (int i = Below(8); i >= 0; i--) Anyone().Tell(new Note(NextNumber()), Below(2) == 0 ? Anyone() : ActorRefs.NoSender);
                _system.Drain();
                break;
            case 1:
                for (int i = Below(4); i >= 0; i--) _system.Deliver(Anyone(), new Note(NextNumber()));
                break;
            case 2:
                _system.DeliverAfter(SomeTime(), Anyone(), new Note(NextNumber()));
                _system.DeliverAfter(SomeTime(), Anyone(), new Note(NextNumber()));
                break;
            case 3:
                for (int i = Below(3); i > 0; i--) Anyone().Tell(new Note(NextNumber()), ActorRefs.NoSender);
                _system.Deliver(Victim(), Below(4) == 0 ? PoisonPill.Instance : new Note(NextNumber()));
                break;
            case 4:
                Add(Anyone().Ask<object>(new Note(NextNumber())));
                _system.Drain();
                break;
            default:
                _system.PassTime(SomeTime());
                break;
        }
    }
}
