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
        cell.Behavior = receive;
    }

    internal void UnbecomeStacked()
    {
        _stack?.TryPop(out _);
        cell.Behavior = _stack is { Count: > 0 } ? _stack.Peek() : null;
    }

    internal void Clear()
    {
        _stack = null;
        cell.Behavior = null;
    }
}
