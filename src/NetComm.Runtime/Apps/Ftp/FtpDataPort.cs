using NetComm.Protocols.Ftp;

namespace NetComm.Runtime.Apps.Ftp;

/// <summary>The data connection of an FTP session, once it is open: one file, one way.</summary>
internal sealed class FtpDataPort(FtpMachine machine, IClock clock, IActorRef self)
{
    private StreamPort? _port;
    private bool _isSending;

    internal void Open(IActorRef socket)
    {
        _port = new StreamPort(socket, self);
        _isSending = false;
        machine.DataOpened(clock.Now);
    }

    internal void Send(FileContent content)
    {
        if (_port is null) return;
        _isSending = true;
        _port.Write(content);
        _port.Close();
        LookForTheEnd();
    }

    internal void Receive() => _port?.ReadOn();

    internal void Drop()
    {
        _port?.Abort();
        _port = null;
    }

    internal bool TryHear(IActorRef sender, SocketReply reply)
    {
        if (_port is not { } port || !port.IsFrom(sender)) return false;
        switch (port.Handle(reply))
        {
            case StreamPort.News.Received:
                machine.DataReceived(port.Bytes, clock.Now);
                break;
            case StreamPort.News.PeerFinished when !_isSending:
                Drop();
                machine.DataEnded(clock.Now);
                break;
            case StreamPort.News.Failed:
                _port = null;
                machine.DataFailed(clock.Now);
                break;
            default:
                LookForTheEnd();
                break;
        }

        return true;
    }

    private void LookForTheEnd()
    {
        if (!_isSending || _port is not { IsClosed: true }) return;
        _port = null;
        machine.DataEnded(clock.Now);
    }
}
