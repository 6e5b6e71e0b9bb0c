namespace NetComm.Runtime.Apps.Flows;

/// <summary>The receiving end of a TCP flow at a host: accepts its connection, reads all, answers requests, and closes after it.</summary>
internal sealed class StreamReceiverActor(RunContext run, Flow flow, StreamMessages messages, int node, IActorRef host, IActorRef director)
    : DirectActor
{
    private static readonly SocketCall.Receive ReadOn = new(64 * 1024, Timeout: null);

    private readonly RandomStream _sizes = run.RandomFor($"flow:{flow.Name}:answers:{run.Scenario.Nodes[node].Name}");
    private readonly RunHold _hold = new(run.Progress);
    private IActorRef _listener = ActorRefs.Nobody;
    private IActorRef _connection = ActorRefs.Nobody;
    private long _unread;
    private bool _listening;
    private bool _peerFinished;
    private int _blockedSends;
    private int _conversation = -1;

    protected override void PostStop() => _hold.Set(false);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case BytesReceived received:
                Read(received.Take());
                break;
            case AppLifecycle.Prepare or AppLifecycle.HostRestarted:
                host.Tell(new SocketCall.Open(Transport.Tcp, flow.Index), Self);
                break;
            case AppLifecycle.HostCrashed:
                _listening = false;
                Close();
                break;
            case SocketOpened opened:
                _listener = opened.Socket;
                _listener.Tell(new SocketCall.Bind(new(Ipv4Address.Any, flow.Port)), Self);
                break;
            case SocketReply.Bound:
                _listener.Tell(new SocketCall.Listen(Backlog: null), Self);
                break;
            case SocketReply.Done done when !_listening:
                Listening(done.Errno);
                break;
            case ConnectionAccepted accepted:
                Accept(accepted);
                break;
            case SocketReply.Data data:
                Read(data.Bytes.Length);
                if (data.Bytes.Length > 0) _connection.Tell(ReadOn, Self);
                break;
            case SocketReply.Sent:
                _blockedSends--;
                if (_peerFinished) CloseWhenSent();
                break;
            case SocketReply.Done { Errno: not Errno.None }:
                Close();
                break;
        }
    }

    private void Listening(Errno errno)
    {
        if (errno != Errno.None)
        {
            director.Tell(AppLifecycle.CannotStart.Without(flow.Port, $"flow '{flow.Name}'", errno), Self);
            return;
        }

        _listening = true;
        _listener.Tell(new SocketCall.Accept(Timeout: null), Self);
        director.Tell(AppLifecycle.Ready.Message, Self);
    }

    private void Accept(ConnectionAccepted accepted)
    {
        _connection = accepted.Socket;
        _hold.Set(true);
        _connection.Tell(ReadOn, Self);
        if (flow.Traffic is not Traffic.RequestResponse) return;
        Ipv4Address here = run.Resolve(run.Scenario.Nodes[node].Name) ?? Ipv4Address.Any;
        _conversation = ConversationText.Open(run, run.Clock.Now, "tcp", new(here, flow.Port), accepted.Peer, flow.Ttl, flow.Index);
    }

    private void Read(int bytes)
    {
        if (bytes == 0)
        {
            _peerFinished = true;
            CloseWhenSent();
            return;
        }

        run.Trace.Write(TraceEvents.Stream(run.Clock.Now, TraceEventKind.StreamReceived, flow.Index, node, bytes));
        _unread += bytes;
        while (StreamMessages.TryComplete(messages.Requests, ref _unread, out StreamMessages.Message? request)) Take(request);
    }

    private void Take(StreamMessages.Message request)
    {
        messages.Take(request, node);
        if (flow.Traffic is not Traffic.RequestResponse requests) return;
        int size = flow.Recorded?.AnswerTo(request.Sequence) ?? requests.Response.Sample(_sizes);
        messages.NoteAnswer(_conversation, request.Sequence, size);
        _blockedSends++;
        _connection.Tell(new SocketCall.Send(StreamMessages.Filler(size)), Self);
    }

    // What a full send buffer holds up is still to be sent: closing would throw it away.
    private void CloseWhenSent()
    {
        if (_blockedSends == 0) Close();
    }

    private void Close()
    {
        if (_connection.Equals(ActorRefs.Nobody)) return;
        _connection.Tell(new SocketCall.Close(), ActorRefs.NoSender);
        _connection = ActorRefs.Nobody;
        _hold.Set(false);
    }
}
