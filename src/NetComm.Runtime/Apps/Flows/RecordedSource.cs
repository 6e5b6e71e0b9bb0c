namespace NetComm.Runtime.Apps.Flows;

/// <summary>Plays a flow's recorded packets, each at its time.</summary>
internal sealed class RecordedSource(SimTime start, RecordedTraffic recorded) : PacketSource
{
    private readonly IReadOnlyList<RecordedSend> _sends = recorded.Sends;
    private int _place;

    internal override SimTime Next => _place < _sends.Count ? start + _sends[_place].After : SimTime.Never;

    internal override bool IsOver => _place == _sends.Count && !recorded.IsCut;

    internal override long Sequence => _sends[_place].Sequence;

    internal override int Take() => _sends[_place++].Bytes;
}
