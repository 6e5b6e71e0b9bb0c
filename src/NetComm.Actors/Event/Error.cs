namespace NetComm.Actors.Event;

/// <summary>A failure: of an actor, or beside one.</summary>
public class Error : LogEvent
{
    /// <summary>With the exception behind it.</summary>
    public Error(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
