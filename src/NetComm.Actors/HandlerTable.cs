namespace NetComm.Actors;

/// <summary>The handlers of one behaviour of a <see cref="ReceiveActor"/>, tried in the order in which they were registered.</summary>
internal sealed class HandlerTable
{
    internal static readonly HandlerTable Empty = new();

    private Handler[] _handlers = [];
    private bool _catchesAll;

    internal bool Handle(object message)
    {
        foreach (Handler handler in _handlers)
        {
            if (handler.Handle(message))
                return true;
        }
        return false;
    }

    internal void Add<T>(Action<T> handler, Predicate<T>? shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Append(
            shouldHandle is null ? new Plain<T>(handler) : new Guarded<T>(handler, shouldHandle),
            catchesAll: shouldHandle is null && typeof(T) == typeof(object));
    }

    internal void Add<T>(Func<T, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Append(new Choosing<T>(handler), catchesAll: false);
    }

    internal void Add(Type messageType, Action<object> handler, Predicate<object>? shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        ArgumentNullException.ThrowIfNull(handler);
        Add<object>(handler, message => messageType.IsInstanceOfType(message) && (shouldHandle is null || shouldHandle(message)));
    }

    internal void Add(Type messageType, Func<object, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        ArgumentNullException.ThrowIfNull(handler);
        Add<object>(message => messageType.IsInstanceOfType(message) && handler(message));
    }

    private void Append(Handler handler, bool catchesAll)
    {
        if (_catchesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _catchesAll = catchesAll;
        _handlers = [.. _handlers, handler];
    }

    private abstract class Handler
    {
        internal abstract bool Handle(object message);
    }

    private sealed class Plain<T>(Action<T> handler) : Handler
    {
        internal override bool Handle(object message)
        {
            if (message is not T fitting)
                return false;
            handler(fitting);
            return true;
        }
    }

    private sealed class Guarded<T>(Action<T> handler, Predicate<T> shouldHandle) : Handler
    {
        internal override bool Handle(object message)
        {
            if (message is not T fitting || !shouldHandle(fitting))
                return false;
            handler(fitting);
            return true;
        }
    }

    private sealed class Choosing<T>(Func<T, bool> handler) : Handler
    {
        internal override bool Handle(object message) => message is T fitting && handler(fitting);
    }
}
