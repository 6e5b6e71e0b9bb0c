namespace NetComm.Actors.Event;

/// <summary>Something to log; published on the event stream, where a subscriber writes it.</summary>
public abstract class LogEvent
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <summary>The exception behind it, if any.</summary>
    public Exception? Cause { get; }

    /// <summary>The path of the actor that it is about, or another name of where it comes from.</summary>
    public string LogSource { get; }

    /// <summary>The class that it comes from.</summary>
    public Type LogClass { get; }

    /// <summary>What happened.</summary>
    public object Message { get; }

    /// <summary>How much it matters.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString() => $"[{LogLevel()}][{LogSource}] {Message}";
}
