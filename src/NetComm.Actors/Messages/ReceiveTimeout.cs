namespace NetComm.Actors;

/// <summary>Comes when an actor has received nothing for the time it set with SetReceiveTimeout; again and again while the silence lasts.</summary>
public sealed class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout()
    {
    }

    /// <summary>The only instance.</summary>
    public static ReceiveTimeout Instance { get; } = new();
}
