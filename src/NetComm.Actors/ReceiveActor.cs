namespace NetComm.Actors;

/// <summary>An actor with one handler for each type of message, registered in the constructor or inside Become; the first that fits takes the message.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly Stack<HandlerTable> _configuring = new(1);
    private HandlerTable _initial = HandlerTable.Empty;

    /// <summary>Opens the registration of handlers, which ends with the constructor.</summary>
    protected ReceiveActor() => _configuring.Push(new HandlerTable());

    /// <summary>Handles messages of type <typeparamref name="T"/> that <paramref name="shouldHandle"/> accepts; all of them without it.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Table.Add(handler, shouldHandle);

    /// <summary>Handles messages of type <typeparamref name="T"/> that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Table.Add(handler, shouldHandle);

    /// <summary>Handles messages of type <typeparamref name="T"/>; when <paramref name="handler"/> answers false the next fitting handler is tried.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Table.Add(handler);

    /// <summary>Handles messages of type <paramref name="messageType"/> that <paramref name="shouldHandle"/> accepts; all of them without it.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Table.Add(messageType, handler, shouldHandle);

    /// <summary>Handles messages of type <paramref name="messageType"/> that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Table.Add(messageType, handler, shouldHandle);

    /// <summary>Handles messages of type <paramref name="messageType"/>; when <paramref name="handler"/> answers false the next fitting handler is tried.</summary>
    protected void Receive(Type messageType, Func<object, bool> handler) => Table.Add(messageType, handler);

    /// <summary>Handles every message that no handler before took; none may be added after it.</summary>
    protected void ReceiveAny(Action<object> handler) => Table.Add(handler, null);

    /// <summary>Sealed: register handlers instead.</summary>
    protected sealed override void OnReceive(object message) => Run(_initial, message);

    /// <summary>Takes the handlers that <paramref name="configure"/> registers in place of the current ones.</summary>
    protected void Become(Action configure)
    {
        HandlerTable table = Configure(configure);
        Cell.Become(message => { Run(table, message); });
    }

    /// <summary>Takes the handlers that <paramref name="configure"/> registers until UnbecomeStacked.</summary>
    protected void BecomeStacked(Action configure)
    {
        HandlerTable table = Configure(configure);
        Cell.BecomeStacked(message => { Run(table, message); });
    }

    internal sealed override void OnConstructed() => _initial = _configuring.Pop();

    private HandlerTable Table => _configuring.Count > 0
        ? _configuring.Peek()
        : throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    private HandlerTable Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var table = new HandlerTable();
        _configuring.Push(table);
        try
        {
            configure();
        }
        finally
        {
            _configuring.Pop();
        }
        return table;
    }

    private void Run(HandlerTable table, object message)
    {
        if (!table.Handle(message))
            Unhandled(message);
    }
}
