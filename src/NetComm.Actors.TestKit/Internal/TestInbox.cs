namespace NetComm.Actors.TestKit.Internal;

/// <summary>The messages that a test has not taken yet.</summary>
internal sealed class TestInbox
{
    private readonly Queue<Envelope> _queue = new();
    private volatile Func<object, bool>? _ignore;

    internal Func<object, bool>? Ignore
    {
        set => _ignore = value;
    }

    internal bool HasMessages
    {
        get
        {
            lock (_queue)
                return _queue.Count > 0;
        }
    }

    internal void Add(Envelope envelope)
    {
        if (_ignore?.Invoke(envelope.Message) ?? false)
            return;
        lock (_queue)
        {
            _queue.Enqueue(envelope);
            Monitor.Pulse(_queue);
        }
    }

    internal bool TryTake(TimeSpan wait, out Envelope envelope)
    {
        lock (_queue)
        {
            if (_queue.Count == 0 && wait > TimeSpan.Zero)
                Monitor.Wait(_queue, wait);
            return _queue.TryDequeue(out envelope);
        }
    }
}
