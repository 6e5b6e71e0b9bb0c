using System.Globalization;

namespace NetComm.Runtime.Apps.Probes;

/// <summary>ping(8): echo requests one interval apart, a line per answer, figures at the end. Fails without any answer.</summary>
internal sealed class PingActor(RunContext run, App app, AppTask.Ping task, IActorRef host, IActorRef director)
    : EchoAppActor(run, app, task.To, task.Destination, host, director)
{
    private sealed record Next;

    private sealed record GiveUp;

    /// <summary>How long to wait for the last answers if none came, as ping(8); else twice the longest round trip.</summary>
    private static readonly SimDuration Linger = SimDuration.FromSeconds(10);

    private readonly Dictionary<int, SimTime> _sent = [];
    private readonly List<SimDuration> _roundTrips = [];
    private readonly HashSet<int> _known = [];
    private int _sequence;
    private int _errors;
    private SimTime _begun;
    private Errno _lastError = Errno.ETIMEDOUT;

    protected override void Start()
    {
        _begun = Run.Clock.Now;
        Print(Invariant($"PING {task.To} ({Destination}) {DataBytes}({DataBytes + PayloadSize.EchoOverhead}) bytes of data."));
        SendNext();
    }

    protected override void Refused(Errno errno)
    {
        _lastError = errno;
        if (_sequence == 0)
        {
            End(errno.ToString());
            return;
        }

        Print($"ping: sendto: {errno}");
        Closed(_sequence & ushort.MaxValue);
    }

    protected override void HearAnswer(object message)
    {
        switch (message)
        {
            case Next:
                SendNext();
                break;
            case SocketReply.EchoAnswered answer:
                Answered(answer);
                break;
            case SocketReply.EchoRefused refused:
                _lastError = refused.Error == Errno.None ? Errno.EHOSTUNREACH : refused.Error;
                Print(Invariant($"From {Named(refused.From)} icmp_seq={refused.Sequence} {Words(refused.Error)}"));
                Closed(refused.Sequence);
                break;
            case GiveUp:
                Finish();
                break;
        }
    }

    private static string Words(Errno error) => error switch
    {
        Errno.None => "Time to live exceeded",
        Errno.ENETUNREACH => "Destination Net Unreachable",
        _ => "Destination Host Unreachable",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void SendNext()
    {
        // Only 16 bits of the number travel: what it stands for is the latest echo that has it.
        int sequence = ++_sequence & ushort.MaxValue;
        _sent[sequence] = Run.Clock.Now;
        _known.Remove(sequence);
        Socket.Tell(new SocketCall.SendEcho(Destination, sequence, DataBytes, Ttl: 64), Self);
        if (_sequence < task.Count) Run.Clock.At(Run.Clock.Now + task.Interval, Self, new Next());
        else Run.Clock.At(Run.Clock.Now + LastWait(), Self, new GiveUp());
    }

    private SimDuration LastWait() => _roundTrips.Count == 0 ? Linger : _roundTrips.Select(time => time * 2).Append(task.Interval).Max();

    private void Answered(SocketReply.EchoAnswered answer)
    {
        bool again = !_known.Add(answer.Sequence);
        SimDuration roundTrip = Run.Clock.Now - _sent[answer.Sequence];
        Print(Invariant(
            $"{answer.Bytes + 8} bytes from {Named(answer.From)}: icmp_seq={answer.Sequence} ttl={answer.Ttl} time={Milliseconds(roundTrip)} ms{(again ? " (DUP!)" : "")}"));
        if (again) return;
        _roundTrips.Add(roundTrip);
        FinishIfAllIsKnown();
    }

    private void Closed(int sequence)
    {
        if (!_known.Add(sequence)) return;
        _errors++;
        FinishIfAllIsKnown();
    }

    private void FinishIfAllIsKnown()
    {
        if (_roundTrips.Count + _errors == task.Count) Finish();
    }

    private void Finish()
    {
        int received = _roundTrips.Count;
        string lost = ((_sequence - received) * 100.0 / _sequence).ToString("0.######", CultureInfo.InvariantCulture);
        string errors = _errors > 0 ? Invariant($"+{_errors} errors, ") : "";
        Print($"--- {task.To} ping statistics ---");
        long took = (Run.Clock.Now - _begun).Picoseconds / 1_000_000_000;
        Print(Invariant($"{_sequence} packets transmitted, {received} received, {errors}{lost}% packet loss, time {took}ms"));
        if (received > 0) Print($"rtt min/avg/max/mdev = {string.Join('/', Summary().Select(Milliseconds))} ms");
        End(received > 0 ? "" : _lastError.ToString());
    }

    // mdev is the standard deviation.
    private SimDuration[] Summary()
    {
        double mean = _roundTrips.Average(time => (double)time.Picoseconds);
        double variance = _roundTrips.Average(time => (time.Picoseconds - mean) * (time.Picoseconds - mean));
        return [_roundTrips.Min(), SimDuration.FromPicoseconds(mean), _roundTrips.Max(), SimDuration.FromPicoseconds(Math.Sqrt(variance))];
    }
}
