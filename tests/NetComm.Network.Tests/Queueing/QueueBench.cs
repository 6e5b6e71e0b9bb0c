using NetComm.Protocols.Ip;
using NetComm.Tracing;

namespace NetComm.Network.Tests.Queueing;

/// <summary>A queue discipline by itself, driven by hand: times in milliseconds, packets numbered from 1 as they come.</summary>
internal sealed class QueueBench : IQueueOutcomes
{
    internal const int Size = 1250;

    private readonly QueueDiscipline _queue;
    private long _numbers;

    internal QueueBench(QueueSpec spec, Bandwidth? rate = null)
    {
        var link = new LinkContext(rate ?? Bandwidth.FromMegabits(1), Frame: 1500);
        _queue = QueueDiscipline.Of(spec, link, () => RandomStream.For(1, "queue:a>b"));
    }

    internal QueueDiscipline Queue => _queue;

    /// <summary>What was dropped: number and reason.</summary>
    internal List<string> Dropped { get; } = [];

    internal List<long> Marked { get; } = [];

    internal List<long> Accepted { get; } = [];

    internal int Waiting => _queue.Waiting.Count();

    internal QueueBench Gets(double milliseconds, int packets = 1, int bytes = Size, Action<Packet>? with = null)
    {
        for (int i = 0; i < packets; i++)
        {
            var packet = new Packet { Number = ++_numbers, IpLength = bytes };
            packet.Hop.QueueBytes = bytes;
            packet.Hop.EnqueuedAt = At(milliseconds);
            with?.Invoke(packet);
            _queue.Enqueue(packet, At(milliseconds), this);
        }

        return this;
    }

    /// <summary>Gives out the next packet, whose transmission ends at once; its number, or null.</summary>
    internal long? Gives(double milliseconds)
    {
        Packet? packet = _queue.Dequeue(At(milliseconds), this);
        if (packet is not null) _queue.TransmissionEnded(At(milliseconds));
        return packet?.Number;
    }

    internal static Action<Packet> Flow(int flow) => packet =>
    {
        packet.Owner = Owner.Of(new FlowId(flow));
        packet.SourcePort = 1000 + flow;
    };

    internal static void Capable(Packet packet) => packet.Ecn = EcnCodepoint.Capable0;

    internal static SimTime At(double milliseconds) => SimTime.Zero + SimDuration.FromPicoseconds(milliseconds * 1e9);

    void IQueueOutcomes.Accept(Packet packet, SimTime now) => Accepted.Add(packet.Number);

    void IQueueOutcomes.Drop(Packet packet, DropReason reason, SimTime now) =>
        Dropped.Add($"{packet.Number} {DropReasons.Name(reason)}");

    void IQueueOutcomes.Mark(Packet packet, SimTime now)
    {
        packet.Ecn = EcnCodepoint.CongestionExperienced;
        Marked.Add(packet.Number);
    }
}
