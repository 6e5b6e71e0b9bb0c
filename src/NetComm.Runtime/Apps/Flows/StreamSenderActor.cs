namespace NetComm.Runtime.Apps.Flows;

/// <summary>The sending end of a TCP flow: one connection, in bulk or by messages; reads answers until the other end closes.</summary>
/// <remarks>
/// What is due while a send call blocks waits for its turn, so none is skipped (open loop). A request is sent, for the trace, when its own
/// send call is made: what it waited before is told by its schedule (<see cref="RequestSchedule"/>). No other figure would tell of it for a
/// one-way message, which is therefore sent when it is due.
/// </remarks>
internal sealed class StreamSenderActor : DirectActor
{
    private sealed record Tick
    {
        internal static readonly Tick Order = new();
    }

    /// <summary>Bytes of one send() of a bulk flow.</summary>
    private const int Chunk = 64 * 1024;

    private static readonly SocketCall.Receive ReadOn = new(64 * 1024, Timeout: null);

    private readonly RunContext _run;
    private readonly Flow _flow;
    private readonly StreamMessages _messages;
    private readonly IActorRef _host;
    private readonly IActorRef _director;
    private readonly PacketSource? _traffic;
    private readonly RunHold _hold;
    private readonly Queue<(long Sequence, int Bytes)> _toSend = new();
    private IActorRef _socket = ActorRefs.Nobody;
    private long _bulkLeft;
    private int _conversation;
    private long _unread;
    private bool _isDue;
    private bool _isStarted;
    private bool _connected;
    private bool _sending;
    private bool _finished;
    private bool _hasEnded;

    public StreamSenderActor(RunContext run, Flow flow, StreamMessages messages, IActorRef host, IActorRef director)
    {
        _run = run;
        _flow = flow;
        _messages = messages;
        _host = host;
        _director = director;
        _hold = new RunHold(run.Progress);
        _bulkLeft = flow.Bytes ?? long.MaxValue;
        if (!IsBulk || flow.Recorded is not null) _traffic = PacketSource.Of(run, flow);
    }

    protected override void PostStop() => _hold.Set(false);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case BytesReceived received:
                Read(received.Take());
                break;
            case AppLifecycle.Prepare:
                _hold.Set(true);
                _host.Tell(new SocketCall.Open(Transport.Tcp, _flow.Index), Self);
                break;
            case AppLifecycle.HostCrashed:
                Lose();
                break;
            case AppLifecycle.HostRestarted when !_hasEnded && _socket.IsNobody():
                _host.Tell(new SocketCall.Open(Transport.Tcp, _flow.Index), Self);
                break;
            case SocketOpened opened:
                Opened(opened.Socket);
                break;
            case AppLifecycle.Begin:
                _isDue = true;
                if (!_socket.IsNobody()) Connect();
                break;
            case Tick when !_finished:
                Send(_traffic!.Sequence, _traffic.Take());
                ScheduleNext();
                break;
            case SocketReply.Sent:
                _sending = false;
                GoOn();
                break;
            case SocketReply.Data data:
                Read(data.Bytes.Length);
                if (data.Bytes.Length > 0) _socket.Tell(ReadOn, Self);
                break;
            case SocketReply.Done done when !_connected:
                Connected(done.Errno);
                break;
            case SocketReply.Done { Errno: not Errno.None }:
                End();
                break;
        }
    }

    private void Opened(IActorRef socket)
    {
        _socket = socket;
        if (_isDue) Connect();
        else _director.Tell(AppLifecycle.Ready.Message, Self);
    }

    // A connection is lost with its host. A flow that has not begun waits for the host to come back, where it does.
    private void Lose()
    {
        if (!_isStarted && _run.ComesBack(_flow.From)) _socket = ActorRefs.Nobody;
        else End();
    }

    private void Connect()
    {
        _isStarted = true;
        _run.Trace.Write(TraceEvents.At(_run.Clock.Now, TraceEventKind.FlowStarted, _flow.Index));
        var to = new IpEndpoint(_flow.Destination, _flow.Port);
        var from = new IpEndpoint(_run.Resolve(_run.Scenario.Nodes[_flow.From].Name) ?? Ipv4Address.Any, 0);
        _conversation = ConversationText.Open(_run, _run.Clock.Now, "tcp", from, to, _flow.Ttl, _flow.Index);
        _run.Connections.Begin(_flow, _run.Clock.Now);
        _socket.Tell(new SocketCall.Connect(to, Timeout: null), Self);
        _director.Tell(AppLifecycle.Idle.Message, Self);
    }

    private void Connected(Errno errno)
    {
        _connected = true;
        _run.Connections.End(_flow, errno, _run.Clock.Now);
        if (errno != Errno.None)
        {
            End();
            return;
        }

        if (!_flow.Tcp.Nagle) _socket.Tell(new SocketCall.SetOption(SocketOption.NoDelay, 1, default), Self);
        Proceed();
    }

    private void Proceed()
    {
        _socket.Tell(ReadOn, Self);
        if (_traffic is null) GoOn();
        else ScheduleNext();
    }

    private void ScheduleNext()
    {
        if (_traffic!.Next != SimTime.Never) _run.Clock.At(Later(_traffic.Next), Self, Tick.Order);
        else GoOn();
    }

    // A connection may take longer than the first packets wait: they then go out at once.
    private SimTime Later(SimTime due) => due > _run.Clock.Now ? due : _run.Clock.Now;

    private void Send(long sequence, int bytes)
    {
        if (!IsAnswered && !IsBulk) Note(sequence, bytes);
        _toSend.Enqueue((sequence, bytes));
        GoOn();
    }

    /// <summary>Whether its bytes are no messages: those of recorded send calls are not either.</summary>
    private bool IsBulk => _flow.Traffic is Traffic.Bulk;

    private bool IsAnswered => _flow.Traffic is Traffic.RequestResponse;

    private void Note(long sequence, int bytes) => _messages.NoteRequest(_conversation, sequence, bytes);

    private void GoOn()
    {
        if (_sending || _finished) return;
        if (NextChunk() is not { } bytes)
        {
            if (_traffic is null or { IsOver: true }) Finish();
            return;
        }

        _sending = true;
        _run.Trace.Write(TraceEvents.Stream(_run.Clock.Now, TraceEventKind.StreamSent, _flow.Index, _flow.From, bytes));
        _socket.Tell(new SocketCall.Send(StreamMessages.Filler(bytes)), Self);
    }

    private int? NextChunk()
    {
        if (_traffic is not null) return NextMessage();
        bool over = _bulkLeft == 0 || (_flow.Stop is { } stop && _run.Clock.Now >= stop);
        if (over) return null;
        int chunk = (int)Math.Min(Chunk, _bulkLeft);
        _bulkLeft -= chunk;
        return chunk;
    }

    private int? NextMessage()
    {
        if (!_toSend.TryDequeue(out (long Sequence, int Bytes) next)) return null;
        if (IsAnswered) Note(next.Sequence, next.Bytes);
        return next.Bytes;
    }

    // All is sent: the other end is told so, and closes when it has read and answered all.
    private void Finish()
    {
        _finished = true;
        _run.Trace.Write(TraceEvents.At(_run.Clock.Now, TraceEventKind.FlowFinished, _flow.Index));
        _socket.Tell(new SocketCall.Shutdown(Read: false, Write: true), Self);
    }

    private void Read(int bytes)
    {
        if (bytes == 0)
        {
            End();
            return;
        }

        _unread += bytes;
        while (StreamMessages.TryComplete(_messages.Answers, ref _unread, out StreamMessages.Message? answer))
            _messages.Take(answer, _flow.From);
    }

    private void End()
    {
        if (_hasEnded) return;
        _hasEnded = true;
        _socket.Tell(new SocketCall.Close(), ActorRefs.NoSender);
        _socket = ActorRefs.Nobody;
        _finished = true;
        // The send calls of those that waited fail: they are lost, not forgotten.
        while (NextMessage() is not null) continue;
        _messages.GiveUp(_flow.From);
        _hold.Set(false);
    }
}
