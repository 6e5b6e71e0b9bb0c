using System.Globalization;
using NetComm.Protocols.Http;
using NetComm.Runtime.Apps.Dns;

namespace NetComm.Runtime.Apps.Http;

/// <summary>Fetches URLs one by one, and prints a line for each. Only an unreachable server ends it; no redirects.</summary>
internal sealed class HttpClientActor(RunContext run, App app, AppTask.HttpClient task, IActorRef host, IActorRef director)
    : AppActor(run, app, host, director)
{
    private sealed record Next;

    private sealed record Look(long Fetch);

    /// <summary>How long nothing may come: as nginx waits for a server behind it.</summary>
    private static readonly SimDuration Patience = SimDuration.FromSeconds(60);

    private long _fetch = -1;
    private HttpUrl _url = task.Urls[0];
    private HttpExchange? _exchange;
    private StreamPort? _port;
    private IActorRef _connecting = ActorRefs.Nobody;
    private IpEndpoint _server;
    private (string Host, int Port) _connectedTo;
    private bool _isReused;
    private SimTime _askedAt;
    private SimTime _heardAt;

    protected override void Begin() => FetchNext();

    protected override void Handle(object message)
    {
        switch (message)
        {
            case Next:
                Fetch();
                break;
            case Look look when look.Fetch == _fetch && _exchange is not null:
                LookAtTheClock();
                break;
            case ResolverActor.Answer answer:
                Resolved(answer);
                break;
            case SocketOpened opened:
                _connecting = opened.Socket;
                _connecting.Tell(new SocketCall.Connect(_server, Timeout: null), Self);
                break;
            case SocketReply.Done done when Sender.Equals(_connecting):
                Connected(done.Errno);
                break;
            case SocketReply reply when _port is not null && _port.IsFrom(Sender):
                OnReply(reply);
                break;
        }
    }

    protected override void CleanUp()
    {
        Disconnect();
        _connecting.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
    }

    private void FetchNext()
    {
        _exchange = null;
        if (++_fetch == task.Urls.Count * task.Repeat)
        {
            End("");
            return;
        }

        SimTime due = _fetch == 0 ? Run.Clock.Now : _askedAt + task.Interval;
        if (due <= Run.Clock.Now) Fetch();
        else Run.Clock.At(due, Self, new Next());
    }

    private void Fetch()
    {
        _url = task.Urls[(int)(_fetch % task.Urls.Count)];
        _askedAt = Run.Clock.Now;
        _isReused = _port is { IsClosed: false } && _connectedTo == (_url.Host, _url.Port);
        if (_isReused)
        {
            Ask();
            return;
        }

        Disconnect();
        Resolve(_url.Host);
    }

    private void Resolved(ResolverActor.Answer answer)
    {
        if (answer.Address is not { } address)
        {
            Fail(answer.Errno.ToString());
            return;
        }

        _server = new IpEndpoint(address, _url.Port);
        Host.Tell(new SocketCall.Open(Transport.Tcp, Owner), Self);
    }

    private void Connected(Errno errno)
    {
        if (errno != Errno.None)
        {
            Fail(errno.ToString());
            return;
        }

        _port = new StreamPort(_connecting, Self);
        _connecting = ActorRefs.Nobody;
        _connectedTo = (_url.Host, _url.Port);
        Ask();
    }

    private void Ask()
    {
        _exchange = new HttpExchange(_url, task.KeepAlive);
        _heardAt = Run.Clock.Now;
        _port!.Write(FileContent.Of(_exchange.Request));
        _port.ReadOn();
        Run.Clock.At(_heardAt + Patience, Self, new Look(_fetch));
    }

    private void LookAtTheClock()
    {
        if (Run.Clock.Now >= _heardAt + Patience) Fail(nameof(Errno.ETIMEDOUT));
        else Run.Clock.At(_heardAt + Patience, Self, new Look(_fetch));
    }

    private void OnReply(SocketReply reply)
    {
        switch (_port!.Handle(reply))
        {
            case StreamPort.News.Received:
                _heardAt = Run.Clock.Now;
                if (_exchange is null) Disconnect();
                else _exchange.Received(_port.Bytes);
                break;
            case StreamPort.News.PeerFinished:
                _exchange?.PeerFinished();
                Disconnect();
                break;
            case StreamPort.News.Failed:
                _exchange?.PeerFinished();
                break;
            default:
                return;
        }

        if (_exchange is not null) LookAtTheAnswer(_exchange, _port?.Error ?? Errno.None);
    }

    private void LookAtTheAnswer(HttpExchange exchange, Errno error)
    {
        bool isOver = _port is null || _port.IsClosed;
        if (exchange.IsWhole) Answered(exchange);
        else if (isOver && _isReused && !exchange.HasBegun) AskAnew();
        else if (isOver) Fail((error == Errno.None ? Errno.ECONNRESET : error).ToString());
        else if (exchange.IsMalformed) Fail("the server's answer is no HTTP");
    }

    // The server may have closed a connection that it kept open for a while, just before the request came (RFC 9112, 9.3.1).
    private void AskAnew()
    {
        _exchange = null;
        _isReused = false;
        Disconnect();
        Resolve(_url.Host);
    }

    private void Answered(HttpExchange exchange)
    {
        string time = ((Run.Clock.Now - _askedAt).Picoseconds / 1e9).ToString("0.000", CultureInfo.InvariantCulture);
        Print(string.Create(CultureInfo.InvariantCulture, $"{_url.Text}: {exchange.StatusText}, {exchange.Bytes} B in {time} ms"));
        Voice.Report(AppReport.Status, exchange.Status);
        if (!task.KeepAlive || !exchange.KeepsAlive) Disconnect();
        FetchNext();
    }

    private void Fail(string why)
    {
        Print($"{_url.Text}: {why}");
        End(why);
    }

    private void Disconnect()
    {
        _port?.Abort();
        _port = null;
    }
}
