namespace NetComm.Actors.Event;

/// <summary>A logger that publishes on the event stream.</summary>
internal sealed class BusLogging(EventStream eventStream, string logSource, Type logClass) : ILoggingAdapter
{
    public void Log(LogLevel logLevel, Exception? cause, string format) => eventStream.Publish(logLevel switch
    {
        LogLevel.DebugLevel => new Debug(cause, logSource, logClass, format),
        LogLevel.InfoLevel => new Info(cause, logSource, logClass, format),
        LogLevel.WarningLevel => new Warning(cause, logSource, logClass, format),
        _ => (LogEvent)new Error(cause, logSource, logClass, format),
    });
}
