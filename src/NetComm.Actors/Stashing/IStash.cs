namespace NetComm.Actors;

/// <summary>Puts messages aside that come too early; they return to the front of the mailbox in their order.</summary>
public interface IStash
{
    /// <summary>The number of messages put aside.</summary>
    int Count { get; }

    /// <summary>True when none is put aside.</summary>
    bool IsEmpty { get; }

    /// <summary>True when at least one is put aside.</summary>
    bool NonEmpty { get; }

    /// <summary>Always false: the stash is unbounded.</summary>
    bool IsFull { get; }

    /// <summary>The most that fits: -1, for no limit.</summary>
    int Capacity { get; }

    /// <summary>Puts the message being handled aside.</summary>
    /// <exception cref="IllegalActorStateException">It is put aside already.</exception>
    void Stash();

    /// <summary>Returns the oldest one.</summary>
    void Unstash();

    /// <summary>Returns them all.</summary>
    void UnstashAll();

    /// <summary>Returns those that <paramref name="predicate"/> accepts and drops the others.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes them all out, without returning them to the mailbox.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts <paramref name="envelopes"/> before those already put aside.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}
