using System.Net;
using System.Net.Sockets;
using NetComm.Network;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class TcpSocketActor
{
    private Socket? _socket;
    private IpEndpoint _peer;
    private EmulatedStream? _out;
    private EmulatedStream? _in;
    private Errno _error;
    private bool _isBroken;
    private bool _writeShut;
    private bool _closing;
    private bool _holdsRun;

    private void TakeOver(LoopbackHostActor.Adopt adopted)
    {
        var peer = (IPEndPoint)adopted.Connection.RemoteEndPoint!;
        _peerNode = _network.Book.FindReal(stream: true, peer)?.Node ?? _network.Addresses.External;
        Established(adopted.Connection, adopted.Local, adopted.Peer);
    }

    private void Established(Socket socket, IpEndpoint local, IpEndpoint peer)
    {
        _stage = Stage.Connected;
        _socket = socket;
        _local = local;
        _peer = peer;
        if (_noDelay) socket.NoDelay = true;

        // Somebody from nowhere: no link of the scenario lies between.
        if (_peerNode < 0) _peerNode = _node.Index;
        _out = new EmulatedStream(_network, _node.Index, _peerNode, Self);
        if (_network.IsOutside(_peerNode))
        {
            // An outside program knows nothing of the emulated links: what it sends crosses them here.
            _network.Notes.HearOutside();
            _in = new EmulatedStream(_network, _peerNode, _node.Index, Self);
            ReadAhead();
        }

        if (_ownerNumber < 0) OpenConversation();
    }

    private void OpenConversation()
    {
        ConversationText.Open(_run, _run.Clock.Now, "tcp", _local, _peer, _ttl, _ownerNumber);
    }

    private void OnConnected(object message)
    {
        switch (message)
        {
            case EmulatedStream.CameOut came when ReferenceEquals(came.Line, _out):
                if (_isBroken) break;
                _toWrite.Enqueue(came.Bytes);
                WriteNext();
                break;
            case EmulatedStream.CameOut came:
                Keep(came.Bytes);
                break;
            case EmulatedStream.Ended ended when ReferenceEquals(ended.Line, _out):
                _outEnded = true;
                FinishWriting();
                break;
            case EmulatedStream.Ended:
                _isAtEnd = true;
                Serve();
                break;
            case Wrote wrote:
                Written(wrote);
                break;
            case Arrived came:
                Read(came);
                break;
            case ReceiveTimedOut timedOut when timedOut.Receive == _reads && _reading is not null:
                AnswerReader(Done(Errno.ETIMEDOUT));
                break;
        }
    }

    /// <summary>The connection is dead: the errno is told once, then sends fail with EPIPE and reads find the end.</summary>
    private void Break(Errno errno)
    {
        if (_isBroken) return;
        _isBroken = true;
        _error = errno;
        _unsent = 0;
        _toWrite.Clear();
        while (_sends.TryDequeue(out PendingSend? send))
            send.Caller.Tell(Done(TakeError() is var first and not Errno.None ? first : Errno.EPIPE), Self);
        HoldRun(false);
        if (_closing) CloseReally();
        else Serve();
    }

    private Errno Shut(SocketCall.Shutdown shutdown)
    {
        if (_stage != Stage.Connected) return Errno.ENOTCONN;
        if (shutdown.Read) ShutReading();
        if (shutdown.Write && !_writeShut)
        {
            _writeShut = true;
            if (!_isBroken) HoldRun(true);
            _out!.Finish();
        }

        return Errno.None;
    }

    private void ShutReading()
    {
        if (_in is not null) _isAtEnd = true;
        ShutReally(SocketShutdown.Receive);
        Serve();
    }

    private void ShutReally(SocketShutdown how)
    {
        try
        {
            _socket!.Shutdown(how);
        }
        catch (SocketException)
        {
            // The peer was faster: there is nothing left to shut.
        }
    }

    private Errno TakeError()
    {
        Errno error = _error;
        _error = Errno.None;
        return error;
    }

    /// <summary>close(): what was sent goes on its way first, and the end of it after that.</summary>
    private void CloseConnection()
    {
        _closing = true;
        if (_isBroken)
        {
            CloseReally();
            return;
        }

        if (!_writeShut)
        {
            _writeShut = true;
            HoldRun(true);
            _out!.Finish();
        }

        if (_outEnded) FinishWriting();
    }

    // Closing under a pending read would reset the connection (.NET aborts it so): the read is ended first.
    private void CloseReally()
    {
        if (_stage == Stage.Closed) return;
        _stage = Stage.Closed;
        if (_isReading) ShutReally(SocketShutdown.Both);
        else Context.Stop(Self);
    }

    private void HoldRun(bool hold)
    {
        if (hold == _holdsRun) return;
        _holdsRun = hold;
        if (hold) _run.Progress.SetOutShared();
        else _run.Progress.ArrivedShared();
    }
}
