using System.Buffers;
using System.Net.Sockets;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>One connection of the system's: what is sent crosses the emulated links, then goes to the real socket.</summary>
/// <remarks>
/// The system tells one operation why a connection broke (tcp(7), SO_ERROR in socket(7)). A write and a read may be under way at once: the
/// other one then finds EPIPE, or the end, and may be told first.
/// </remarks>
internal sealed class TcpStream : ITcpStream
{
    /// <summary>To the socket: the system has written so many bytes, or could not.</summary>
    private sealed record Wrote(int Bytes, Errno Errno);

    /// <summary>To the socket: the system has read these, the end if they are none, or could not.</summary>
    private sealed record Arrived(byte[] Bytes, Errno Errno);

    /// <summary>Bytes read ahead from an outside program.</summary>
    private const int ReadAheadLimit = 1 << 20;

    private const int ReadSize = 64 << 10;

    private readonly RunContext _run;
    private readonly IActorRef _self;
    private readonly Socket _real;
    private readonly TcpSocket _socket;
    private readonly int _sendBuffer;
    private readonly EmulatedStream _out;
    private readonly EmulatedStream? _in;
    private readonly Queue<ReadOnlyMemory<byte>> _unread = new();
    private readonly Queue<ReadOnlyMemory<byte>> _toWrite = new();
    private ReadOnlyMemory<byte> _head;
    private int _unsent;
    private long _comingIn;
    private bool _isReading;
    private int _wanted;
    private bool _isWriting;
    private bool _isFinishing;
    private bool _outEnded;
    private bool _hasShut;
    private bool _isClosing;
    private bool _isClosed;
    private bool _isBroken;
    private bool _isCrashed;
    private bool _readWillSayWhy;
    private bool _writeWillSayWhy;
    private bool _holdsRun;

    /// <summary>Takes over a connected socket of the system.</summary>
    /// <param name="peerNode">The host at the other end.</param>
    /// <param name="sendBuffer">Bytes that may wait to be sent.</param>
    internal TcpStream(SocketContext context, Socket real, int peerNode, int sendBuffer, TcpSocket socket)
    {
        _run = context.Run;
        _self = context.Self;
        _real = real;
        _socket = socket;
        _sendBuffer = sendBuffer;
        var identity = new StreamIdentity(
            Owner.FromTrace(context.Owner), RealEndpoints.PortOf(real.LocalEndPoint), RealEndpoints.PortOf(real.RemoteEndPoint));
        _out = new EmulatedStream(context.Network, identity, context.Node.Index, peerNode, _self);
        if (!context.Network.IsOutside(peerNode)) return;

        // An outside program knows nothing of the emulated links: what it sends crosses them here.
        context.Network.Notes.HearOutside();
        _in = new EmulatedStream(context.Network, identity.Opposite, peerNode, context.Node.Index, _self);
        ReadAhead();
    }

    public long Available { get; private set; }

    public bool IsAtEnd { get; private set; }

    internal bool IsEnded => _isClosed && !_isReading;

    /// <summary>Whether this end was the first to close, so that the system waits out TIME-WAIT (RFC 9293, 3.6).</summary>
    internal bool KeepsPort { get; private set; }

    internal void SetNoDelay(bool on) => _real.NoDelay = on;

    internal void SetDscp(byte dscp)
    {
        _out.Dscp = dscp;
        RealSockets.SetDscp(_real, dscp);
    }

    // The system may know of it already, as its own send() would.
    public void NoticeReset()
    {
        if (_unsent > 0 || _isBroken) return;
        if (_real.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0 and var error)
            Break(SocketErrors.ToErrno((SocketError)error));
    }

    // What is on the way takes no room: delay does not limit throughput.
    public int Send(byte[] data, int offset)
    {
        int bytes = (int)Math.Min(_sendBuffer + _out.Window - _unsent, data.Length - offset);
        if (bytes <= 0) return 0;
        _out.Push(data.AsMemory(offset, bytes));
        _unsent += bytes;
        HoldRun(true);
        return bytes;
    }

    public void Finish()
    {
        if (_isFinishing) return;
        _isFinishing = true;
        if (!_isBroken) HoldRun(true);
        _out.Finish();
    }

    public byte[] Read(int size)
    {
        var bytes = new byte[Math.Min(size, Available)];
        for (Span<byte> rest = bytes; !rest.IsEmpty;)
        {
            if (_head.IsEmpty) _head = _unread.Dequeue();
            int count = Math.Min(_head.Length, rest.Length);
            _head.Span[..count].CopyTo(rest);
            _head = _head[count..];
            rest = rest[count..];
        }

        Available -= bytes.Length;
        _in?.Passed(bytes.Length);
        ReadAhead();
        return bytes;
    }

    // Only as much as the program asks for: what it leaves, the system keeps, and tells the peer by a reset when the socket is closed on
    // it.
    public void AwaitBytes(int size)
    {
        _wanted = size;
        if (_in is null) StartReading(size);
    }

    public void NoticeBytes()
    {
        if (_isReading || _isBroken || _in is not null || _real.Available == 0) return;
        byte[] bytes = new byte[_real.Available];
        Keep(bytes.AsMemory(0, _real.Receive(bytes)));
    }

    public bool IsOver => RealSockets.IsGone(_real);

    public void ShutdownReceive() => Shutdown(SocketShutdown.Receive);

    /// <summary>What was sent goes on its way first, and the end of it after that.</summary>
    internal void Close()
    {
        _isClosing = true;
        if (_isBroken || _readWillSayWhy)
        {
            CloseReally();
            return;
        }

        Finish();
        FinishWriting();
    }

    /// <summary>The peer is to get a reset: close(2) with SO_LINGER on and 0 seconds (socket(7)).</summary>
    internal static void Reset(Socket connection)
    {
        try
        {
            connection.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (SocketException)
        {
            // The peer was faster: it is reset already.
        }
        catch (ObjectDisposedException)
        {
            // It is closed already.
        }
    }

    internal void Reset() => Reset(_real);

    /// <summary>The host has crashed: nothing more is sent, and the peer's next word is answered by a reset.</summary>
    internal void Crash()
    {
        _isCrashed = true;
        _toWrite.Clear();
        HoldRun(false);
        Ghosts.Forget(_real);
        if (!IsAtEnd) StartReading(1);
    }

    internal void OnEvent(object message)
    {
        switch (message)
        {
            case Arrived when _isCrashed:
                _isReading = false;
                Reset();
                _isClosed = true;
                break;
            case not null when _isCrashed:
                break;
            case EmulatedStream.CameOut came when ReferenceEquals(came.Line, _out):
                if (_isBroken) break;
                _toWrite.Enqueue(came.Bytes);
                WriteNext();
                break;
            case EmulatedStream.CameOut came:
                _comingIn -= came.Bytes.Length;
                Keep(came.Bytes);
                ReadAhead();
                break;
            case EmulatedStream.Ended ended when ReferenceEquals(ended.Line, _out):
                _outEnded = true;
                FinishWriting();
                break;
            case EmulatedStream.Ended:
                EndReading();
                break;
            case Wrote wrote:
                OnWrote(wrote);
                break;
            case Arrived arrived:
                OnArrived(arrived);
                break;
        }
    }

    internal void End()
    {
        HoldRun(false);
        _real.Dispose();
    }

    private void Break(Errno errno)
    {
        if (_isBroken) return;
        _isBroken = true;
        _unsent = 0;
        _toWrite.Clear();
        HoldRun(false);
        if (_isClosing) CloseReally();
        else _socket.OnBroken(errno);
    }

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            _real.Shutdown(how);
        }
        catch (SocketException)
        {
            // The peer was faster: there is nothing left to shut.
        }
    }

    // Closing under a pending read would reset the connection (.NET aborts it so): the read is ended first.
    private void CloseReally()
    {
        if (_isClosed) return;
        _isClosed = true;
        if (_isReading) Shutdown(SocketShutdown.Both);
    }

    private void StartReading(int size)
    {
        if (_isReading) return;
        _isReading = true;
        _ = ReadAsync(_real, Math.Min(size, ReadSize), waitsWithoutBuffer: _in is not null, _self).PipeTo(_self);
    }

    // What the links have no room for stays with the outside program.
    private void ReadAhead()
    {
        if (_in is null || IsAtEnd || _isBroken || _isClosing) return;
        if (Available < ReadAheadLimit && _comingIn < _in.Window + ReadSize) StartReading(ReadSize);
    }

    private void OnArrived(Arrived arrived)
    {
        _isReading = false;
        if (_isClosing) return;
        if (arrived.Errno != Errno.None) Break(arrived.Errno);
        else if (arrived.Bytes.Length > 0) OnBytes(arrived.Bytes);
        else if (_isWriting && RealSockets.IsGone(_real)) _writeWillSayWhy = true;
        else OnEnd();
        if (_readWillSayWhy) Break(Errno.EPIPE);
    }

    private void OnBytes(byte[] bytes)
    {
        if (_in is null)
        {
            Keep(WithMore(bytes));
            return;
        }

        _comingIn += bytes.Length;
        _in.Push(bytes);
        ReadAhead();
    }

    // A read that was given up goes on, and may have asked for less.
    private byte[] WithMore(byte[] bytes)
    {
        int more = Math.Min(_wanted - bytes.Length, _real.Available);
        if (more <= 0) return bytes;
        byte[] rest = new byte[more];
        return [.. bytes, .. rest.AsSpan(0, _real.Receive(rest))];
    }

    private void OnEnd()
    {
        if (_in is not null) _in.Finish();
        else EndReading();
    }

    private void Keep(ReadOnlyMemory<byte> bytes)
    {
        _unread.Enqueue(bytes);
        Available += bytes.Length;
        _socket.OnReadable();
    }

    private void EndReading()
    {
        IsAtEnd = true;
        _socket.OnReadable();
    }

    private void WriteNext()
    {
        if (_isWriting || !_toWrite.TryDequeue(out ReadOnlyMemory<byte> bytes)) return;
        _isWriting = true;
        _ = WriteAsync(_real, bytes, _self).PipeTo(_self);
    }

    private void OnWrote(Wrote wrote)
    {
        _isWriting = false;
        if (_writeWillSayWhy && wrote.Errno is Errno.None or Errno.EPIPE) OnEnd();
        _writeWillSayWhy = false;
        _readWillSayWhy = wrote.Errno == Errno.EPIPE && _isReading && !_isClosing;
        if (_readWillSayWhy) return;

        if (wrote.Errno != Errno.None)
        {
            Break(wrote.Errno);
        }
        else if (!_isBroken)
        {
            _unsent -= wrote.Bytes;
            _out.Passed(wrote.Bytes);
            _socket.OnWritable();
            HoldRun(_unsent > 0 || (_isFinishing && !_outEnded));
            WriteNext();
        }

        FinishWriting();
    }

    private void FinishWriting()
    {
        if (!_outEnded || _isWriting || _toWrite.Count > 0) return;
        HoldRun(false);
        NoteWhoCloses();
        if (_isClosing) CloseReally();
        else if (!_isBroken) Shutdown(SocketShutdown.Send);
    }

    // Bytes that nobody has read are answered by a reset, after which no port is kept.
    private void NoteWhoCloses()
    {
        if (_hasShut) return;
        _hasShut = true;
        KeepsPort = RealSockets.IsEstablished(_real) && !(_isClosing && (Available > 0 || _real.Available > 0));
    }

    private void HoldRun(bool hold)
    {
        if (hold == _holdsRun) return;
        _holdsRun = hold;
        if (hold) _run.Progress.SetOutShared();
        else _run.Progress.ArrivedShared();
    }

    // Outside programs may leave a thousand connections idle: a buffer for each would be 64 MB. A read of nothing waits until there is
    // something to read.
    private static async Task ReadAsync(Socket real, int size, bool waitsWithoutBuffer, IActorRef self)
    {
        byte[] buffer = [];
        int read = 0;
        Errno? errno = await SocketErrors.TryAsync(async () =>
        {
            if (waitsWithoutBuffer) await real.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
            buffer = ArrayPool<byte>.Shared.Rent(size);
            read = await real.ReceiveAsync(buffer.AsMemory(0, size), SocketFlags.None).ConfigureAwait(false);
        }).ConfigureAwait(false);
        self.Tell(new Arrived(buffer[..read], errno ?? Errno.ECONNABORTED), ActorRefs.NoSender!);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static async Task WriteAsync(Socket real, ReadOnlyMemory<byte> bytes, IActorRef self)
    {
        ReadOnlyMemory<byte> rest = bytes;
        Errno? errno = await SocketErrors.TryAsync(async () =>
        {
            while (!rest.IsEmpty) rest = rest[await real.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
        }).ConfigureAwait(false);
        if (errno is { } outcome) self.Tell(new Wrote(bytes.Length, outcome), ActorRefs.NoSender!);
    }
}
