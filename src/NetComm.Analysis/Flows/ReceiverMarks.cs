namespace NetComm.Analysis;

/// <summary>Which receivers of a packet have it, and which have lost it: up to 32 in the packet itself, more in reused slots.</summary>
internal sealed class ReceiverMarks(int receivers)
{
    /// <summary>So many bits a packet has room for.</summary>
    public const int InlineReceivers = 32;

    private readonly int _words = receivers <= InlineReceivers ? 0 : (receivers + 63) / 64;
    private readonly Stack<int> _free = new();
    private ulong[] _bits = [];
    private int _slots;

    public int Receivers => receivers;

    /// <summary>Gives a new packet its marks: none set.</summary>
    /// <param name="due">At how many receivers it is due; null: at all.</param>
    public void Open(ref TrackedPacket packet, int? due = null)
    {
        packet.Unresolved = due ?? receivers;
        if (_words == 0) return;
        int slot = _free.Count > 0 ? _free.Pop() : _slots++;
        int at = slot * 2 * _words;
        if (at == _bits.Length) Array.Resize(ref _bits, Math.Max(16 * 2 * _words, 2 * _bits.Length));
        Array.Clear(_bits, at, 2 * _words);
        packet.ReceivedBits = (uint)slot;
    }

    public void Close(in TrackedPacket packet)
    {
        if (_words > 0) _free.Push((int)packet.ReceivedBits);
    }

    public bool IsReceived(in TrackedPacket packet, int receiver) =>
        _words == 0 ? (packet.ReceivedBits >> receiver & 1) != 0 : Bit(packet, 0, receiver);

    public bool IsDropped(in TrackedPacket packet, int receiver) =>
        _words == 0 ? (packet.DroppedBits >> receiver & 1) != 0 : Bit(packet, _words, receiver);

    /// <summary>Whether the receiver neither has it nor has lost it.</summary>
    public bool IsOpen(in TrackedPacket packet, int receiver) => !IsReceived(packet, receiver) && !IsDropped(packet, receiver);

    public void Receive(ref TrackedPacket packet, int receiver)
    {
        if (!IsDropped(packet, receiver)) packet.Unresolved--;
        if (_words == 0) packet.ReceivedBits |= 1u << receiver;
        else _bits[Word(packet, 0, receiver)] |= 1ul << (receiver & 63);
    }

    /// <summary>Notes that one has it at whom it is not due; false where that is known.</summary>
    public bool ReceiveAstray(ref TrackedPacket packet, int receiver)
    {
        if (IsReceived(packet, receiver)) return false;
        Receive(ref packet, receiver);
        packet.Unresolved++;
        return true;
    }

    public void Drop(ref TrackedPacket packet, int receiver)
    {
        packet.Unresolved--;
        if (_words == 0) packet.DroppedBits |= 1u << receiver;
        else _bits[Word(packet, _words, receiver)] |= 1ul << (receiver & 63);
    }

    /// <summary>Forgets that the receiver's copy was dropped: another is under way to it.</summary>
    public void Revive(ref TrackedPacket packet, int receiver)
    {
        packet.Unresolved++;
        if (_words == 0) packet.DroppedBits &= ~(1u << receiver);
        else _bits[Word(packet, _words, receiver)] &= ~(1ul << (receiver & 63));
    }

    private bool Bit(in TrackedPacket packet, int plane, int receiver) =>
        (_bits[Word(packet, plane, receiver)] >> (receiver & 63) & 1) != 0;

    private int Word(in TrackedPacket packet, int plane, int receiver) => (int)packet.ReceivedBits * 2 * _words + plane + (receiver >> 6);
}
