namespace NetComm.Actors.Event;

/// <summary>Makes loggers.</summary>
public static class Logging
{
    /// <summary>The logger of the actor with this context; its log source is the actor's path.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new BusLogging(context.System.EventStream, context.Self.Path.ToString(), context.Props.Type);
    }
}
