using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>A point-to-point link: one wire each way.</summary>
internal sealed class LinkActor : UntypedActor
{
    private readonly SimulatedNetwork _network;
    private readonly Link _link;
    private readonly int _first;
    private readonly Wire _forward;
    private readonly Wire _backward;

    public LinkActor(SimulatedNetwork network, Link link)
    {
        _network = network;
        _link = link;
        _first = link.Interfaces[0].Index;
        _forward = network.AddWire(link.Forward, link.Interfaces[1].Index, Self);
        _backward = network.AddWire(link.Backward, link.Interfaces[0].Index, Self);
        SetMtu();
    }

    protected override void OnReceive(object message)
    {
        if (message is Packet packet) Take(packet);
        else if (message is MediumOrder order) Obey(order);
        else Unhandled(message);
    }

    private void Take(Packet packet)
    {
        if (packet.Fate != Tracing.DropReason.None) (packet.Direction == _forward.Index ? _forward : _backward).Lose(packet);
        else (packet.Interface == _first ? _forward : _backward).Carry(packet);
    }

    private void Obey(MediumOrder order)
    {
        switch (order)
        {
            case MediumOrder.GoDown:
                _forward.GoDown();
                _backward.GoDown();
                break;
            case MediumOrder.ComeUp:
                _forward.ComeUp();
                _backward.ComeUp();
                break;
            case MediumOrder.Change change:
                _forward.Change(change.Forward.ApplyTo(_forward.Properties));
                _backward.Change(change.Backward.ApplyTo(_backward.Properties));
                SetMtu();
                break;
        }
    }

    private void SetMtu()
    {
        _network.Mtu[_link.Interfaces[0].Index] = (int)_forward.Properties.Mtu.Bytes;
        _network.Mtu[_link.Interfaces[1].Index] = (int)_backward.Properties.Mtu.Bytes;
    }
}
