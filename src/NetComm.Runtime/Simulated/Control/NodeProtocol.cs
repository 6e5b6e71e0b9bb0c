using NetComm.Protocols;

namespace NetComm.Runtime.Simulated.Control;

internal abstract class NodeProtocol
{
    /// <summary>When <see cref="TimerExpired"/> is wanted next; null: not at all until something comes in.</summary>
    internal abstract SimTime? NextTimer { get; }

    internal virtual void Start(SimTime now)
    {
    }

    internal abstract void TimerExpired(SimTime now);
}

/// <summary>Drives the machine of a protocol, and carries out what it wants after each input.</summary>
internal abstract class NodeProtocol<TMachine, TEffect>(TMachine machine) : NodeProtocol where TMachine : ProtocolMachine<TEffect>
{
    protected TMachine Machine => machine;

    internal override SimTime? NextTimer => machine.NextTimer;

    internal override void TimerExpired(SimTime now) => Drive(due => due.TimerExpired(now));

    protected void Drive(Action<TMachine> input)
    {
        input(machine);
        CarryOut();
    }

    protected void CarryOut()
    {
        foreach (TEffect effect in machine.Effects) CarryOut(effect);
        machine.Effects.Clear();
    }

    protected abstract void CarryOut(TEffect effect);
}
