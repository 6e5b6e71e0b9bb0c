namespace NetComm.Actors;

/// <summary>The stash of one actor.</summary>
internal sealed class ActorStash(ActorCell cell) : IStash
{
    private readonly LinkedList<Envelope> _stashed = new();

    public int Count => _stashed.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => !IsEmpty;

    public bool IsFull => false;

    public int Capacity => -1;

    public void Stash()
    {
        if (cell.Current == ActorCell.Handling.Nothing)
            throw new IllegalActorStateException("There is no message to stash: no message is being handled.");
        if (cell.Current == ActorCell.Handling.Stashed)
            throw new IllegalActorStateException($"Can't stash the same message {cell.Message} more than once");
        cell.Current = ActorCell.Handling.Stashed;
        _stashed.AddLast(new Envelope(cell.Message!, cell.MessageSender));
    }

    public void Unstash()
    {
        if (_stashed.First is not { } oldest)
            return;
        _stashed.RemoveFirst();
        Return(oldest.Value);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (Envelope envelope in ClearStash().Reverse().Where(predicate))
            Return(envelope);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        Envelope[] all = [.. _stashed];
        _stashed.Clear();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (Envelope envelope in envelopes.Reverse())
            _stashed.AddFirst(envelope);
    }

    private void Return(Envelope envelope)
    {
        if (envelope.Message is Terminated terminated)
            cell.Life.Watch.ExpectTerminated(terminated.ActorRef, null);
        cell.EnqueueFirst(envelope);
    }
}
