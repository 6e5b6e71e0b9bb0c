using System.Net.Sockets;
using NetComm.Network;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class TcpSocketActor
{
    private sealed record Wrote(int Bytes, Errno Errno);

    private sealed class PendingSend(byte[] data, bool all, IActorRef caller)
    {
        internal readonly byte[] Data = data;
        internal readonly bool All = all;
        internal readonly IActorRef Caller = caller;
        internal int Taken;
    }

    private readonly Queue<PendingSend> _sends = new();
    private readonly Queue<ReadOnlyMemory<byte>> _toWrite = new();
    private int _unsent;
    private bool _isWriting;
    private bool _outEnded;

    private void Send(SocketCall.Send send)
    {
        Errno errno = ErrnoOfSend();
        if (errno != Errno.None)
        {
            Sender.Tell(Done(errno), Self);
            return;
        }

        _sends.Enqueue(new PendingSend(send.Data, send.All, Sender));
        TakeSends();
    }

    private Errno ErrnoOfSend()
    {
        if (_stage != Stage.Connected || _writeShut || _closing) return Errno.EPIPE;
        if (_unsent == 0 && !_isBroken) NoticeReset();
        Errno error = TakeError();
        if (error != Errno.None) return error;
        return _isBroken ? Errno.EPIPE : Errno.None;
    }

    /// <summary>A reset that the system knows of already, as its own send() would.</summary>
    private void NoticeReset()
    {
        if (_socket!.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0 and var error)
        {
            Break(SocketErrors.ToErrno((SocketError)error));
        }
    }

    private void TakeSends()
    {
        // What is on the way takes no room: delay does not limit throughput.
        long room = _sendBuffer + _out!.Window;
        while (_sends.TryPeek(out PendingSend? send) && (_unsent < room || send.Data.Length == 0))
        {
            int bytes = (int)Math.Min(room - _unsent, send.Data.Length - send.Taken);
            if (bytes > 0) _out.Push(send.Data.AsMemory(send.Taken, bytes));
            _unsent += bytes;
            send.Taken += bytes;
            if (send.All && send.Taken < send.Data.Length) continue;
            _sends.Dequeue();
            send.Caller.Tell(new SocketReply.Sent(send.Taken), Self);
        }

        HoldRun(_unsent > 0 || (_writeShut && !_outEnded));
    }

    private void WriteNext()
    {
        if (_isWriting || !_toWrite.TryDequeue(out ReadOnlyMemory<byte> bytes)) return;
        _isWriting = true;
        _ = WriteAsync(_socket!, bytes, Self).PipeTo(Self);
    }

    private void Written(Wrote wrote)
    {
        _isWriting = false;
        if (wrote.Errno != Errno.None)
        {
            Break(wrote.Errno);
        }
        else if (!_isBroken)
        {
            _unsent -= wrote.Bytes;
            _out!.Passed(wrote.Bytes);
            TakeSends();
            WriteNext();
        }

        FinishWriting();
    }

    private void FinishWriting()
    {
        if (!_outEnded || _isWriting || _toWrite.Count > 0) return;
        HoldRun(false);
        if (_closing) CloseReally();
        else if (!_isBroken) ShutReally(SocketShutdown.Send);
    }

    private static async Task WriteAsync(Socket socket, ReadOnlyMemory<byte> bytes, IActorRef self)
    {
        Errno errno = Errno.None;
        try
        {
            for (ReadOnlyMemory<byte> rest = bytes; !rest.IsEmpty;
                ) rest = rest[await socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
        }
        catch (SocketException failure)
        {
            errno = SocketErrors.ToErrno(failure);
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        self.Tell(new Wrote(bytes.Length, errno), ActorRefs.NoSender!);
    }
}
