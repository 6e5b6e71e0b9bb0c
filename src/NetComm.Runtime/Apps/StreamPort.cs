namespace NetComm.Runtime.Apps;

/// <summary>One connected stream socket of an actor: read on and on, written in order, ended behind the last. Backlogs stop it.</summary>
internal sealed class StreamPort
{
    internal enum News
    {
        None,

        Received,

        PeerFinished,

        Failed,
    }

    private const int ChunkBytes = 64 * 1024;

    /// <summary>Contents that wait to be written before reading waits too: a peer that asks and never reads fills no memory.</summary>
    private const int MostUnwritten = 64;

    private readonly IActorRef _socket;
    private readonly IActorRef _self;
    private readonly Queue<FileContent> _unwritten = new();
    private long _offset;
    private bool _reading;
    private bool _writing;
    private bool _finishing;
    private bool _finished;
    private bool _closing;
    private bool _peerFinished;

    /// <summary>Sets TCP_NODELAY as servers and browsers do: the end of an answer does not wait for a delayed acknowledgement.</summary>
    /// <param name="self">Whose it is: the actor that hears the socket's replies and hands them to <see cref="Handle"/>.</param>
    internal StreamPort(IActorRef socket, IActorRef self)
    {
        _socket = socket;
        _self = self;
        socket.Tell(new SocketCall.SetOption(SocketOption.NoDelay, 1, default), ActorRefs.NoSender!);
    }

    internal byte[] Bytes { get; private set; } = [];

    internal Errno Error { get; private set; }

    internal bool IsClosed { get; private set; }

    internal bool IsFrom(IActorRef sender) => !IsClosed && sender.Equals(_socket);

    internal void ReadOn()
    {
        if (_reading || _peerFinished || IsClosed || _unwritten.Count >= MostUnwritten) return;
        _reading = true;
        _socket.Tell(new SocketCall.Receive(ChunkBytes, Timeout: null), _self);
    }

    /// <summary>Writes contents that are whole by themselves.</summary>
    internal void Write(FileContent content)
    {
        Add(content);
        Flush();
    }

    /// <summary>Writes a part, at <see cref="Flush"/>: a head alone would await a delayed acknowledgement (RFC 896, RFC 1122).</summary>
    internal void Add(FileContent content)
    {
        if (!IsClosed && !_finishing && !_closing && content.Length > 0) _unwritten.Enqueue(content);
    }

    internal void Flush() => WriteOn();

    internal void Finish()
    {
        _finishing = true;
        WriteOn();
    }

    /// <summary>Closes it once all is written.</summary>
    internal void Close()
    {
        _closing = true;
        WriteOn();
    }

    internal void Abort()
    {
        if (IsClosed) return;
        IsClosed = true;
        _socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
    }

    internal News Handle(SocketReply reply)
    {
        switch (reply)
        {
            case SocketReply.Data { Bytes.Length: 0 }:
                _reading = false;
                _peerFinished = true;
                return News.PeerFinished;
            case SocketReply.Data data:
                _reading = false;
                Bytes = data.Bytes;
                ReadOn();
                return News.Received;
            case SocketReply.Sent:
                _writing = false;
                WriteOn();
                ReadOn();
                return News.None;
            case SocketReply.Done { Errno: not Errno.None } done:
                Error = done.Errno;
                Abort();
                return News.Failed;
            default:
                return News.None;
        }
    }

    private void WriteOn()
    {
        if (IsClosed || _writing) return;
        if (_unwritten.Count > 0)
        {
            _writing = true;
            _socket.Tell(new SocketCall.Send(NextChunk()), _self);
        }
        else if (_closing)
        {
            Abort();
        }
        else if (_finishing && !_finished)
        {
            _finished = true;
            _socket.Tell(new SocketCall.Shutdown(Read: false, Write: true), _self);
        }
    }

    private byte[] NextChunk()
    {
        byte[] chunk = TakePart(ChunkBytes);
        while (chunk.Length < ChunkBytes && _unwritten.Count > 0) chunk = [.. chunk, .. TakePart(ChunkBytes - chunk.Length)];
        return chunk;
    }

    private byte[] TakePart(int most)
    {
        FileContent content = _unwritten.Peek();
        byte[] part = content.Read(_offset, most);
        _offset += part.Length;
        if (_offset >= content.Length)
        {
            _unwritten.Dequeue();
            _offset = 0;
        }

        return part;
    }
}
