namespace NetComm.Protocols.Tests;

/// <summary>Virtual time for networks of machines: what is due is done in the order of time, and of being asked for.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<Action, (SimTime Due, long Order)> _events = new();
    private long _order;

    public SimTime Now { get; private set; }

    public void At(SimTime due, Action action) => _events.Enqueue(action, (due, _order++));

    /// <summary>
    /// Has the machine's timer expire when it next wants to. Being woken too early changes nothing, so none is ever taken back.
    /// </summary>
    public void Wake<TEffect>(ProtocolMachine<TEffect> machine, Action afterwards)
    {
        if (machine.NextTimer is not { } due)
            return;
        At(due, () =>
        {
            if (machine.NextTimer > Now)
                return;
            machine.TimerExpired(Now);
            afterwards();
        });
    }

    public void RunUntil(SimTime end)
    {
        while (_events.TryPeek(out _, out (SimTime Due, long Order) key) && key.Due <= end)
        {
            Now = key.Due;
            _events.Dequeue()();
        }

        Now = end;
    }
}
