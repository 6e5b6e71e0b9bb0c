using System.Buffers;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>
/// One direction of a proxied connection: what one program writes is read, crosses the emulated links, and is written to the other. While
/// as much is under way as the path holds, nothing more is read, and TCP lets the writer wait.
/// </summary>
internal sealed class RelayedStream
{
    /// <summary>To the connection: so many bytes have been read and are on the links, none at the end; or why not.</summary>
    internal sealed record HasRead(RelayedStream Stream, byte[] Bytes, Errno Errno);

    /// <summary>To the connection: the other program's system has these bytes; or why not.</summary>
    internal sealed record HasWritten(RelayedStream Stream, int Bytes, Errno Errno);

    private const int ReadSize = 64 << 10;

    private readonly ProxiedTraffic _traffic;
    private readonly IClock _clock;
    private readonly ProxiedFlow _flow;
    private readonly EmulatedStream _line;
    private readonly Socket _from;
    private readonly Socket _to;
    private readonly IActorRef _self;
    private readonly Queue<ReadOnlyMemory<byte>> _toWrite = new();
    private long _held;
    private bool _isReading;
    private bool _isWriting;
    private bool _hasEnd;
    private bool _isEndOut;

    /// <summary>A direction over the links from the flow's sender to its receiver.</summary>
    internal RelayedStream(LoopbackNetwork network, ProxiedFlow flow, Socket from, Socket to, IActorRef self)
    {
        _traffic = network.Proxied;
        _clock = network.Run.Clock;
        _flow = flow;
        _from = from;
        _to = to;
        _self = self;
        var identity = new StreamIdentity(
            Owner.Of(flow.Flow.Id), RealEndpoints.PortOf(from.RemoteEndPoint), RealEndpoints.PortOf(to.RemoteEndPoint));
        _line = new EmulatedStream(network, identity, flow.Flow.From, flow.Flow.Receivers[0], self);
    }

    /// <summary>Whether the end has been passed on, and all before it.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>The socket from which it reads.</summary>
    internal Socket Source => _from;

    /// <summary>The socket to which it writes.</summary>
    internal Socket Target => _to;

    internal bool Is(EmulatedStream line) => line == _line;

    /// <summary>Reads on, where there is room.</summary>
    internal void ReadOn()
    {
        if (_isReading || _hasEnd || _held >= Math.Min(_line.Window + ReadSize, _traffic.RoomOfStream)) return;
        _isReading = true;
        _ = ReadAsync().PipeTo(_self);
    }

    /// <summary>Takes what was read; the reason why nothing more can be.</summary>
    internal Errno OnRead(HasRead read)
    {
        _isReading = false;
        if (read.Errno != Errno.None) return read.Errno;
        if (read.Bytes.Length == 0)
        {
            _hasEnd = true;
            _line.Finish();
            return Errno.None;
        }

        _held += read.Bytes.Length;
        _flow.StreamSent(read.Bytes.Length, _clock.Now);
        _line.Push(read.Bytes);
        ReadOn();
        return Errno.None;
    }

    internal void OnCameOut(ReadOnlyMemory<byte> bytes)
    {
        _toWrite.Enqueue(bytes);
        WriteNext();
    }

    internal void OnEndCameOut()
    {
        _isEndOut = true;
        PassOnEnd();
    }

    /// <summary>Takes note of what was written; the reason why nothing more can be.</summary>
    internal Errno OnWritten(HasWritten written)
    {
        _isWriting = false;
        if (written.Errno != Errno.None) return written.Errno;
        _held -= written.Bytes;
        _line.Passed(written.Bytes);
        _flow.StreamReceived(written.Bytes, _clock.Now);
        WriteNext();
        PassOnEnd();
        ReadOn();
        return Errno.None;
    }

    private void WriteNext()
    {
        if (_isWriting || !_toWrite.TryDequeue(out ReadOnlyMemory<byte> bytes)) return;
        _isWriting = true;
        _ = WriteAsync(bytes).PipeTo(_self);
    }

    // Half of the connection is closed; the other half may go on.
    private void PassOnEnd()
    {
        if (!_isEndOut || _isWriting || _toWrite.Count > 0 || IsOver) return;
        IsOver = true;
        try
        {
            _to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The program at that end was faster: there is nothing left to shut.
        }
        catch (ObjectDisposedException)
        {
            // It is gone.
        }
    }

    // A read of nothing waits until there is something: idle connections hold no buffers.
    private async Task ReadAsync()
    {
        byte[] buffer = [];
        int read = 0;
        Errno? errno = await SocketErrors.TryAsync(async () =>
        {
            await _from.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
            buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
            read = await _from.ReceiveAsync(buffer.AsMemory(0, ReadSize), SocketFlags.None).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (errno is { } outcome) _self.Tell(new HasRead(this, buffer[..read], outcome), ActorRefs.NoSender!);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlyMemory<byte> rest = bytes;
        Errno? errno = await SocketErrors.TryAsync(async () =>
        {
            while (!rest.IsEmpty) rest = rest[await _to.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
        }).ConfigureAwait(false);
        if (errno is { } outcome) _self.Tell(new HasWritten(this, bytes.Length, outcome), ActorRefs.NoSender!);
    }
}
