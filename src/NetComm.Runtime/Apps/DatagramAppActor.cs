namespace NetComm.Runtime.Apps;

internal abstract class DatagramAppActor(RunContext run, App app, IActorRef host, IActorRef director, int port)
    : PortAppActor(run, app, host, director, Transport.Udp, port)
{
    private int _sending;
    private Ipv4Address _asked;

    protected void Send(IpEndpoint to, byte[] data) => Send(to, data, from: default);

    /// <summary>Answers the datagram that is taken in: from the address that was asked, if it is anycast (RFC 2181, 4.1).</summary>
    protected void Answer(IpEndpoint to, byte[] data) =>
        Send(to, data, Run.Scenario.AnycastServices.Any(service => service.Address == _asked) ? _asked : default);

    private void Send(IpEndpoint to, byte[] data, Ipv4Address from)
    {
        _sending++;
        Socket.Tell(new SocketCall.SendTo(to, data) { From = from }, Self);
    }

    protected override void Work() => Receive();

    protected sealed override void HearMore(object message)
    {
        switch (message)
        {
            case SocketReply.Data data:
                _asked = data.To;
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
    protected override void Take(byte[] data, IpEndpoint from) => Answer(from, data);
}
