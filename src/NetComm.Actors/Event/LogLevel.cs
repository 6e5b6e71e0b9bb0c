namespace NetComm.Actors.Event;

/// <summary>How much a log event matters.</summary>
public enum LogLevel
{
    /// <summary>For those who look for a fault.</summary>
    DebugLevel,

    /// <summary>What happened.</summary>
    InfoLevel,

    /// <summary>Something to check.</summary>
    WarningLevel,

    /// <summary>A failure.</summary>
    ErrorLevel,
}
