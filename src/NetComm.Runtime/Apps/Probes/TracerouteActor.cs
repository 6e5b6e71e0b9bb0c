using System.Globalization;

namespace NetComm.Runtime.Apps.Probes;

/// <summary>traceroute(8) as <c>-I</c>: echoes with TTL 1, 2 …, a line for each hop. Fails if the destination never answers.</summary>
internal sealed class TracerouteActor(RunContext run, App app, AppTask.Traceroute task, IActorRef host, IActorRef director)
    : EchoAppActor(run, app, task.To, task.Destination, host, director)
{
    private sealed record GiveUp(int Sequence);

    private sealed record SendNext;

    /// <summary>As traceroute(8): hops before it gives up, and how long it waits for an answer.</summary>
    private const int MostHops = 30;

    private static readonly SimDuration Wait = SimDuration.FromSeconds(5);

    private readonly List<string> _line = [];
    private Ipv4Address _lastFrom;
    private int _hop = 1;
    private int _probe;
    private int _sequence;
    private SimTime _sentAt;
    private bool _waits;
    private bool _arrived;
    private Errno _error = Errno.None;

    protected override void Start()
    {
        Print(string.Create(CultureInfo.InvariantCulture,
            $"traceroute to {task.To} ({Destination}), {MostHops} hops max, {DataBytes + PayloadSize.EchoOverhead} byte packets"));
        Probe();
    }

    protected override void Refused(Errno errno) => End(errno.ToString());

    protected override void HearAnswer(object message)
    {
        switch (message)
        {
            case SendNext:
                Probe();
                break;
            case SocketReply.EchoAnswered answer when IsAwaited(answer.Sequence):
                _arrived = true;
                Note(answer.From, mark: "");
                break;
            case SocketReply.EchoRefused refused when IsAwaited(refused.Sequence):
                if (refused.Error != Errno.None) _error = refused.Error;
                Note(refused.From, Mark(refused.Error));
                break;
            case GiveUp given when IsAwaited(given.Sequence):
                _line.Add("*");
                Go();
                break;
        }
    }

    private static string Mark(Errno error) => error switch
    {
        Errno.None => "",
        Errno.ENETUNREACH => " !N",
        _ => " !H",
    };

    private bool IsAwaited(int sequence) => _waits && sequence == (_sequence & ushort.MaxValue);

    private void Probe()
    {
        _sequence++;
        _probe++;
        _sentAt = Run.Clock.Now;
        _waits = true;
        int sequence = _sequence & ushort.MaxValue;
        Socket.Tell(new SocketCall.SendEcho(Destination, sequence, DataBytes, _hop), Self);
        Run.Clock.At(_sentAt + Wait, Self, new GiveUp(sequence));
    }

    private void Note(Ipv4Address from, string mark)
    {
        if (from != _lastFrom) _line.Add(Named(from));
        _lastFrom = from;
        _line.Add($"{Milliseconds(Run.Clock.Now - _sentAt)} ms{mark}");
        Go();
    }

    private void Go()
    {
        _waits = false;
        if (_probe < task.Count)
        {
            Next();
            return;
        }

        Print(string.Create(CultureInfo.InvariantCulture, $"{_hop,2}  {string.Join("  ", _line)}"));
        if (_arrived) End(failure: "");
        else if (_error != Errno.None) End(_error.ToString());
        else if (_hop == MostHops) End(nameof(Errno.EHOSTUNREACH));
        else NextHop();
    }

    private void NextHop()
    {
        _line.Clear();
        _lastFrom = default;
        _probe = 0;
        _hop++;
        Next();
    }

    private void Next()
    {
        if (task.Interval == SimDuration.Zero) Probe();
        else Run.Clock.At(Run.Clock.Now + task.Interval, Self, new SendNext());
    }
}
