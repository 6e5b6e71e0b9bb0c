namespace NetComm.Runtime.Apps;

/// <summary>Wakes an actor when its machine's next timer is due; a wake that comes too early asks for the next.</summary>
internal sealed class MachineTimer(IClock clock, IActorRef self)
{
    internal sealed record Wake;

    private SimTime? _wakeAt;

    internal void Woken() => _wakeAt = null;

    internal void SetFor(SimTime? next)
    {
        if (next is not { } due || _wakeAt <= due) return;
        _wakeAt = due;
        clock.At(due > clock.Now ? due : clock.Now, self, new Wake());
    }
}
