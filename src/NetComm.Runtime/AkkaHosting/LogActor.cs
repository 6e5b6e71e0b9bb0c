using Serilog;
using LogEventLevel = Serilog.Events.LogEventLevel;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>Hands on to Serilog what the actors and their runtime log.</summary>
internal sealed class LogActor(ILogger log) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(LogEvent));

    protected override void OnReceive(object message)
    {
        if (message is LogEvent entry)
            log.Write(LevelOf(entry), entry.Cause, "{Actor}: {Said}", entry.LogSource, entry.Message.ToString());
    }

    private static LogEventLevel LevelOf(LogEvent entry) => entry.LogLevel() switch
    {
        LogLevel.ErrorLevel => LogEventLevel.Error,
        LogLevel.WarningLevel => LogEventLevel.Warning,
        LogLevel.InfoLevel => LogEventLevel.Information,
        _ => LogEventLevel.Debug,
    };
}
