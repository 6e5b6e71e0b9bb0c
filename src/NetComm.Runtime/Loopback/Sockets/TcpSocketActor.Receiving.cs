using System.Buffers;
using System.Net.Sockets;
using NetComm.Network;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class TcpSocketActor
{
    private sealed record Arrived(byte[] Bytes, Errno Errno);

    private sealed record ReceiveTimedOut(long Receive);

    /// <summary>Bytes read ahead from an outside program.</summary>
    private const int ReadAheadLimit = 1 << 20;

    private const int ReadSize = 64 << 10;
    private readonly Queue<ReadOnlyMemory<byte>> _unread = new();
    private SocketCall.Receive? _reading;
    private IActorRef _reader = ActorRefs.Nobody;
    private long _reads;
    private int _unreadBytes;
    private bool _isReading;
    private bool _isAtEnd;

    private void Receive(SocketCall.Receive receive)
    {
        if (_stage != Stage.Connected)
        {
            Sender.Tell(Done(Errno.ENOTCONN), Self);
            return;
        }

        _reading = receive;
        _reader = Sender;
        _reads++;
        Serve();
        if (_reading is not null && receive.Timeout is { } timeout)
            _run.Clock.At(_run.Clock.Now + timeout, Self, new ReceiveTimedOut(_reads));
    }

    private void Serve()
    {
        if (_reading is not { } receive) return;
        if (receive.Size == 0) AnswerReader(new SocketReply.Data([], _peer));
        else if (_unreadBytes > 0) AnswerReader(new SocketReply.Data(TakeUnread(receive.Size), _peer));
        else if (TakeError() is var error and not Errno.None) AnswerReader(Done(error));
        else if (_isAtEnd || _isBroken) AnswerReader(new SocketReply.Data([], _peer));
        else if (_in is null) StartReading(receive.Size);
    }

    private byte[] TakeUnread(int most)
    {
        var taken = new byte[Math.Min(most, _unreadBytes)];
        int filled = 0;
        while (filled < taken.Length)
        {
            ReadOnlyMemory<byte> first = _unread.Peek();
            int bytes = Math.Min(first.Length, taken.Length - filled);
            first.Span[..bytes].CopyTo(taken.AsSpan(filled));
            filled += bytes;
            _unread.Dequeue();
            if (bytes < first.Length) PutBack(first[bytes..]);
        }

        _unreadBytes -= filled;
        _in?.Passed(filled);
        ReadAhead();
        return taken;
    }

    private void PutBack(ReadOnlyMemory<byte> rest)
    {
        ReadOnlyMemory<byte>[] others = [.. _unread];
        _unread.Clear();
        _unread.Enqueue(rest);
        foreach (ReadOnlyMemory<byte> other in others) _unread.Enqueue(other);
    }

    // Only as much as the program asks for: what it leaves, the system keeps, and tells the peer by a reset when the socket is closed on
    // it.
    private void StartReading(int size)
    {
        if (_isReading) return;
        _isReading = true;
        _ = ReadAsync(_socket!, Math.Min(size, ReadSize), Self).PipeTo(Self);
    }

    private void ReadAhead()
    {
        if (_in is not null && !_isAtEnd && !_isBroken && _unreadBytes < ReadAheadLimit) StartReading(ReadSize);
    }

    private void Read(Arrived came)
    {
        _isReading = false;
        if (_closing)
        {
            if (_stage == Stage.Closed) Context.Stop(Self);
            return;
        }

        if (came.Errno != Errno.None)
        {
            Break(came.Errno);
        }
        else if (_in is { } line)
        {
            if (came.Bytes.Length == 0)
            {
                line.Finish();
                return;
            }

            line.Push(came.Bytes);
            ReadAhead();
        }
        else if (came.Bytes.Length == 0)
        {
            _isAtEnd = true;
            Serve();
        }
        else
        {
            Keep(came.Bytes);
        }
    }

    private void Keep(ReadOnlyMemory<byte> bytes)
    {
        _unread.Enqueue(bytes);
        _unreadBytes += bytes.Length;
        Serve();
    }

    private void AnswerReader(SocketReply reply)
    {
        _reading = null;
        _reader.Tell(reply, Self);
    }

    private static async Task ReadAsync(Socket socket, int size, IActorRef self)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(0, size), SocketFlags.None).ConfigureAwait(false);
            self.Tell(new Arrived(buffer[..read], Errno.None), ActorRefs.NoSender!);
        }
        catch (SocketException failure)
        {
            self.Tell(new Arrived([], SocketErrors.ToErrno(failure)), ActorRefs.NoSender!);
        }
        catch (ObjectDisposedException)
        {
            self.Tell(new Arrived([], Errno.ECONNABORTED), ActorRefs.NoSender!);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
