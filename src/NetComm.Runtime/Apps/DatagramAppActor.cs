namespace NetComm.Runtime.Apps;

internal abstract class DatagramAppActor(RunContext run, App app, IActorRef host, IActorRef director, int port)
    : PortAppActor(run, app, host, director, Transport.Udp, port)
{
    private int _sending;

    protected void Send(IpEndpoint to, byte[] data)
    {
        _sending++;
        Socket.Tell(new SocketCall.SendTo(to, data), Self);
    }

    protected override void Work() => Receive();

    protected sealed override void HearMore(object message)
    {
        switch (message)
        {
            case SocketReply.Data data:
                Take(data.Bytes, data.From);
                Receive();
                break;
            case SocketReply.Done { Errno: Errno.EIO }:
                // The socket is of no use any more (FailedSocketActor); asking it again would find that again, without end.
                End(nameof(Errno.EIO));
                break;
            case SocketReply.Sent:
            case SocketReply.Done when _sending > 0:
                _sending--;
                break;
            case SocketReply.Done:
                Receive();
                break;
            default:
                HearOther(message);
                break;
        }
    }

    protected abstract void Take(byte[] data, IpEndpoint from);

    /// <summary>A timer of its own, or an answer to what it has asked.</summary>
    protected virtual void HearOther(object message)
    {
    }

    private void Receive() => Socket.Tell(new SocketCall.Receive(PayloadSize.LargestUdp, Timeout: null), Self);
}

/// <summary>The echo service over UDP (RFC 862): each datagram goes back to where it came from.</summary>
internal sealed class DatagramEchoActor(RunContext run, App app, IActorRef host, IActorRef director, int port)
    : DatagramAppActor(run, app, host, director, port)
{
    protected override void Take(byte[] data, IpEndpoint from) => Send(from, data);
}
