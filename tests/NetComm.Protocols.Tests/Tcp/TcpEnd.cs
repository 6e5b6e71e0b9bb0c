using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>A connection in a test's network, with its one timer; what the host does with it in a run.</summary>
internal sealed class TcpEnd : ITcpOutput
{
    private readonly EventLoop _loop;
    private readonly Action<TcpEnd, TcpSegment> _send;
    private SimTime _wakeAt = SimTime.Never;

    public TcpEnd(EventLoop loop, TcpSettings settings, Action<TcpEnd, TcpSegment> send)
    {
        _loop = loop;
        _send = send;
        Tcp = new TcpConnection(settings, this);
    }

    public TcpConnection Tcp { get; }

    /// <summary>Called after everything that happens to the connection.</summary>
    public Action Happened { get; set; } = () => { };

    public void Transmit(TcpConnection connection, in TcpSegment segment) => _send(this, segment);

    public void Open()
    {
        Tcp.Open(_loop.Now);
        Settle();
    }

    /// <summary>A closed connection is a listener until it has accepted, and then nobody: it answers with resets.</summary>
    public void Arrive(in TcpHeader header, int length, ReadOnlySpan<byte> payload)
    {
        if (Tcp.State == TcpState.Closed && _accepts && header.Flags == TcpFlags.Syn)
        {
            _accepts = false;
            Tcp.Accept(header, _loop.Now);
        }
        else if (Tcp.State == TcpState.Closed)
        {
            if (TcpReset.TryAnswer(header, length, out TcpHeader reset)) _send(this, new TcpSegment(reset, 0, 0));
        }
        else
        {
            Tcp.SegmentArrived(header, length, payload, _loop.Now);
        }

        Settle();
    }

    private bool _accepts;

    public TcpEnd Listening()
    {
        _accepts = true;
        return this;
    }

    /// <summary>To be called after each call of the application.</summary>
    public void Settle()
    {
        Happened();
        if (Tcp.NextTimer is not { } next || next >= _wakeAt) return;
        _wakeAt = next;
        _loop.At(next, () => Wake(next));
    }

    private void Wake(SimTime planned)
    {
        if (planned != _wakeAt) return;
        _wakeAt = SimTime.Never;
        if (Tcp.NextTimer <= _loop.Now) Tcp.TimerExpired(_loop.Now);
        Settle();
    }
}
