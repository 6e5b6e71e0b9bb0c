namespace NetComm.Actors.Event;

/// <summary>Logs in the name of one actor.</summary>
public interface ILoggingAdapter
{
    /// <summary>Publishes a log event.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
