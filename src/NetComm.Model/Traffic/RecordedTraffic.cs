namespace NetComm.Model;

/// <summary>
/// The packets that a flow sends, one by one, in place of those that its <see cref="Traffic"/> would: a list of times and sizes.
/// </summary>
/// <param name="Sends">In the order of their times.</param>
public sealed record RecordedTraffic(IReadOnlyList<RecordedSend> Sends)
{
    /// <summary>Whether more would have followed, had the recording gone on. Default false: the flow is over after the last.</summary>
    public bool IsCut { get; init; }

    /// <summary>Bytes of the answer to each request, by its sequence number. Default: as the traffic says.</summary>
    public IReadOnlyDictionary<long, int> Answers { get; init; } = new Dictionary<long, int>();

    /// <summary>The mean payload; 0 where nothing was sent.</summary>
    public double MeanBytes => Sends.Count == 0 ? 0 : Sends.Average(send => (double)send.Bytes);

    /// <summary>What a flow sends of it: up to its <c>count</c>, <c>bytes</c> or <c>stop</c>, whichever comes first.</summary>
    public RecordedTraffic Within(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        if (flow is { Count: null, Bytes: null, Stop: null }) return this;
        var kept = new List<RecordedSend>();
        long left = flow.Bytes ?? long.MaxValue;
        foreach (RecordedSend send in Sends)
        {
            if (kept.Count >= flow.Count || left == 0 || flow.Start + send.After >= flow.Stop) break;
            RecordedSend cut = send with { Bytes = (int)Math.Min(send.Bytes, left) };
            left -= cut.Bytes;
            kept.Add(cut);
        }

        return this with { Sends = kept };
    }

    /// <summary>Whether both are the same packets at the same times.</summary>
    public bool Equals(RecordedTraffic? other) =>
        other is not null && (ReferenceEquals(this, other) || (IsCut == other.IsCut && Sends.SequenceEqual(other.Sends)
            && Answers.OrderBy(answer => answer.Key).SequenceEqual(other.Answers.OrderBy(answer => answer.Key))));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sends.Count, IsCut, Answers.Count);

    /// <summary>Bytes of the answer to a request; null where it has none.</summary>
    public int? AnswerTo(long sequence) => Answers.TryGetValue(sequence, out int bytes) ? bytes : null;
}

/// <summary>A packet, request or message of a flow, or the bytes of one send call of a bulk transfer.</summary>
/// <param name="Sequence">Its number in the flow, from 0; those that were never sent leave gaps.</param>
/// <param name="After">When it is sent, counted from the flow's start.</param>
/// <param name="Bytes">Its payload.</param>
public readonly record struct RecordedSend(long Sequence, SimDuration After, int Bytes);
