namespace NetComm.Network;

/// <summary>Draws what one direction does to each packet, in the order in which they leave: the same in both modes.</summary>
/// <param name="random">The direction's stream of chance. What the scenario does not ask for draws nothing from it.</param>
internal sealed class Impairments(RandomStream random, bool ethernet)
{
    private LinkProperties _properties = LinkProperties.Perfect;
    private long _delay;
    private long _lead;
    private LossProcess? _loss;
    private LossProcess? _duplicate;
    private LossProcess? _corrupt;
    private LossProcess? _reorder;

    internal bool Any { get; private set; }

    /// <summary>Follows new properties from now on; a burst of losses goes on where the loss model stays the same.</summary>
    internal void Follow(LinkProperties properties)
    {
        _properties = properties;
        _delay = properties.Delay.Picoseconds;
        _lead = (properties.ReorderBy ?? properties.Delay).Picoseconds;
        _loss = Process(_loss, properties.Loss);
        _duplicate = Process(_duplicate, properties.Duplicate.Model);
        _corrupt = Process(_corrupt, properties.Corrupt.Model);
        _reorder = Process(_reorder, properties.Reorder.Model);
        Any = _loss is not null || _duplicate is not null || _corrupt is not null || _reorder is not null || properties.Jitter is not null;
    }

    internal ImpairmentOutcome Draw(int packetBytes)
    {
        if (_loss is not null && _loss.Hits()) return ImpairmentOutcome.Lost;
        long propagation = _delay;
        if (_properties.Jitter is { } jitter) propagation += SimDuration.FromPicoseconds(jitter.Sample(random)).Picoseconds;
        bool isTwice = _duplicate is not null && _duplicate.Hits();
        FlippedByte flippedByte = _corrupt is not null && _corrupt.Hits() ? Flip(packetBytes) : FlippedByte.None;
        bool overtakes = _reorder is not null && _reorder.Hits();
        if (overtakes) propagation -= _lead;
        return new(false, Math.Max(0, propagation), isTwice, flippedByte, overtakes);
    }

    private FlippedByte Flip(int packetBytes) => FlippedByte.At(ethernet ? 0 : (int)(random.NextDouble() * packetBytes));

    private LossProcess? Process(LossProcess? old, LossModel model) =>
        model.IsNone ? null : old?.Model == model ? old : new LossProcess(model, random);
}

/// <summary>What chance does to one packet on one direction.</summary>
/// <param name="IsLost">Whether it ends where its transmission does.</param>
/// <param name="Propagation">Picoseconds from its departure to its arrival.</param>
/// <param name="IsTwice">Whether a copy arrives beside it, alike in all.</param>
/// <param name="FlippedByte">The byte of the IP packet that arrives with a flipped bit; the first in an Ethernet frame, where it does not
/// matter which.</param>
/// <param name="Overtakes">Whether it waits for none of those ahead of it but such as itself.</param>
internal readonly record struct ImpairmentOutcome(bool IsLost, long Propagation, bool IsTwice, FlippedByte FlippedByte, bool Overtakes)
{
    internal static readonly ImpairmentOutcome Lost = new(true, 0, false, FlippedByte.None, false);
}

/// <summary>The byte of an IP packet in which a bit was flipped on the way; by default, none was.</summary>
internal readonly record struct FlippedByte
{
    // Counted from 1, so that nothing need be set where nothing was flipped.
    private readonly int _ordinal;

    private FlippedByte(int ordinal) => _ordinal = ordinal;

    internal static FlippedByte None => default;

    internal static FlippedByte At(int place) => new(place + 1);

    internal bool IsNone => _ordinal == 0;

    internal bool IsAmongFirst(int bytes) => _ordinal != 0 && _ordinal <= bytes;

    /// <summary>The same byte in a part that begins <paramref name="offset"/> bytes later and has a header and so many bytes behind it.</summary>
    internal FlippedByte InPart(int offset, int header, int length)
    {
        int place = _ordinal - 1 - offset;
        return _ordinal != 0 && place >= header && place < header + length ? At(place) : None;
    }
}
