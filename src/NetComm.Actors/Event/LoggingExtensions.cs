using System.Globalization;

namespace NetComm.Actors.Event;

/// <summary>Logging by level; <c>{0}</c> in a format stands for the first argument, written invariantly.</summary>
public static class LoggingExtensions
{
    /// <summary>For those who look for a fault.</summary>
    public static void Debug(this ILoggingAdapter log, string format, params object[] args) => Write(log, LogLevel.DebugLevel, null, format, args);

    /// <summary>What happened.</summary>
    public static void Info(this ILoggingAdapter log, string format, params object[] args) => Write(log, LogLevel.InfoLevel, null, format, args);

    /// <summary>Something to check.</summary>
    public static void Warning(this ILoggingAdapter log, string format, params object[] args) => Write(log, LogLevel.WarningLevel, null, format, args);

    /// <summary>Something to check, with the exception behind it.</summary>
    public static void Warning(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.WarningLevel, cause, format, args);

    /// <summary>A failure.</summary>
    public static void Error(this ILoggingAdapter log, string format, params object[] args) => Write(log, LogLevel.ErrorLevel, null, format, args);

    /// <summary>A failure, with the exception behind it.</summary>
    public static void Error(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.ErrorLevel, cause, format, args);

    private static void Write(ILoggingAdapter log, LogLevel level, Exception? cause, string format, object[] args)
    {
        ArgumentNullException.ThrowIfNull(log);
        log.Log(level, cause, args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args));
    }
}
