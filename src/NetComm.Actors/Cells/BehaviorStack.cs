namespace NetComm.Actors;

/// <summary>The behaviours of an actor, above the one it was born with, which is never lost.</summary>
internal sealed class BehaviorStack(ActorCell cell)
{
    private Stack<Receive>? _stack;

    internal void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _stack?.TryPop(out _);
        BecomeStacked(receive);
    }

    internal void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        (_stack ??= new Stack<Receive>()).Push(receive);
        Show(receive);
    }

    internal void UnbecomeStacked()
    {
        _stack?.TryPop(out _);
        Show(_stack is { Count: > 0 } ? _stack.Peek() : null);
    }

    internal void Clear()
    {
        _stack = null;
        Show(null);
    }

    /// <summary>Another actor has taken its place in the cell.</summary>
    internal void Refresh() => Show(cell.Behavior);

    private void Show(Receive? top)
    {
        cell.Behavior = top;
        cell.Plain = top is null ? cell.Actor as UntypedActor : null;
    }
}
