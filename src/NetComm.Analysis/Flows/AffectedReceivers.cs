namespace NetComm.Analysis;

/// <summary>Which of a packet's receivers a drop, or a copy, concerns.</summary>
internal readonly record struct AffectedReceivers
{
    // 0: all; −1: nobody; above, a receiver's place + 1.
    private readonly int _code;

    private AffectedReceivers(int code) => _code = code;

    /// <summary>All receivers: where the packet was, it was still for each of them.</summary>
    public static AffectedReceivers All => default;

    public static AffectedReceivers Nobody => new(-1);

    public static AffectedReceivers One(int receiver) => new(receiver + 1);

    public bool IsNobody => _code < 0;

    public int? Receiver => _code > 0 ? _code - 1 : null;
}
