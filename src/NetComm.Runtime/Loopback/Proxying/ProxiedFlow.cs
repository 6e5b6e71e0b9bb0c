namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>What the trace is told of one direction of a proxy, as of any flow; from any thread.</summary>
internal sealed class ProxiedFlow(RunContext run, Flow flow)
{
    private readonly Lock _gate = new();
    private bool _isStarted;
    private bool _isFinished;
    private int _open;
    private long _sequence;
    private SimTime _last;

    internal Flow Flow { get; } = flow;

    /// <summary>A connection is open: until it is closed, more may come.</summary>
    internal void Open(SimTime now)
    {
        lock (_gate)
        {
            _open++;
            Start(now);
        }
    }

    internal void Close()
    {
        lock (_gate) _open--;
    }

    /// <summary>A datagram sets out, with everything that it says.</summary>
    /// <returns>Its number.</returns>
    internal long SetOut(int conversation, byte[] payload, SimTime now)
    {
        long number = run.Progress.NextPacketShared();
        lock (_gate)
        {
            Start(now);
            run.Trace.Write(TraceEvents.PacketSent(now, conversation, number, _sequence++, payload.Length, answer: false));
            run.Trace.Write(TraceEvents.WithBytes(now, TraceEventKind.PayloadAttached, 0, payload.Length, number), payload);
        }

        return number;
    }

    /// <summary>A program outside has sent these bytes of a connection.</summary>
    internal void StreamSent(int bytes, SimTime now)
    {
        lock (_gate) _last = now;
        run.Trace.Write(TraceEvents.Stream(now, TraceEventKind.StreamSent, Flow.Index, Flow.From, bytes));
    }

    /// <summary>The program at the other end has them.</summary>
    internal void StreamReceived(int bytes, SimTime now)
    {
        lock (_gate) _last = now;
        run.Trace.Write(TraceEvents.Stream(now, TraceEventKind.StreamReceived, Flow.Index, Flow.Receivers[0], bytes));
    }

    /// <summary>The run is over: it has sent all that it will, unless a connection is still open.</summary>
    internal void Finish()
    {
        lock (_gate)
        {
            if (!_isStarted || _isFinished || _open > 0) return;
            _isFinished = true;
            run.Trace.Write(TraceEvents.At(_last, TraceEventKind.FlowFinished, Flow.Index));
        }
    }

    private void Start(SimTime now)
    {
        _last = now;
        if (_isStarted) return;
        _isStarted = true;
        run.Trace.Write(TraceEvents.At(now, TraceEventKind.FlowStarted, Flow.Index));
    }
}
