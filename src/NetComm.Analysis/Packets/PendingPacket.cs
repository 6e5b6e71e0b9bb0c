namespace NetComm.Analysis;

internal sealed class PendingPacket(in TrackedPacket packet, int receivers)
{
    private readonly Outcome[] _outcomes = new Outcome[receivers];
    private int _open = receivers;

    public long Number { get; } = packet.Number;

    public FlowId Flow { get; } = packet.Flow;

    public uint Sequence { get; } = packet.Sequence;

    public SimTime SentAt { get; } = packet.SentAt;

    public int Bytes { get; } = packet.Bytes;

    public bool IsAnswer { get; } = packet.Role == PacketRole.Answer;

    public NodeId? AnsweredBy { get; } = packet.AnsweredBy;

    public bool IsResolved => _open == 0;

    public ReadOnlySpan<Outcome> Outcomes => _outcomes;

    public void Spare(int receiver) => Resolve(ref _outcomes[receiver], new Outcome { Kind = OutcomeKind.NotDue });

    public void Receive(int receiver, NodeId? node, SimTime at, bool again)
    {
        ref Outcome outcome = ref _outcomes[receiver];
        if (outcome.Kind != OutcomeKind.Open) (outcome.Copies ??= []).Add(at);
        else Resolve(ref outcome, new Outcome { Kind = again ? OutcomeKind.Duplicate : OutcomeKind.Received, Node = node, At = at });
    }

    /// <summary>It will be told lost so many times too early.</summary>
    public void Expect(int receiver, int recoveries) => _outcomes[receiver].Recoveries = recoveries;

    public void Lose(int receiver, in PacketLoss loss)
    {
        ref Outcome outcome = ref _outcomes[receiver];
        if (outcome.Recoveries > 0) outcome.Recoveries--;
        else if (outcome.Kind == OutcomeKind.Open)
            Resolve(ref outcome, new Outcome { Kind = OutcomeKind.Lost, Loss = loss });
    }

    public void StayUnderWay(int receiver)
    {
        ref Outcome outcome = ref _outcomes[receiver];
        if (outcome.Kind == OutcomeKind.Open) Resolve(ref outcome, new Outcome { Kind = OutcomeKind.InFlight });
    }

    private void Resolve(ref Outcome outcome, Outcome resolved)
    {
        outcome = resolved;
        _open--;
    }

    internal enum OutcomeKind : byte
    {
        Open,
        Received,

        /// <summary>It came, but another answer to the same request had come before.</summary>
        Duplicate,
        Lost,
        InFlight,

        NotDue,
    }

    internal struct Outcome
    {
        public OutcomeKind Kind;
        public PacketLoss Loss;

        public NodeId? Node;
        public int Recoveries;
        public SimTime At;

        public List<SimTime>? Copies;
    }
}
