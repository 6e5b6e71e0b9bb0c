namespace NetComm.Actors;

/// <summary>Makes the receiver fail with an <see cref="ActorKilledException"/>, which its supervisor then judges (by default: stop).</summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill()
    {
    }

    /// <summary>The only instance.</summary>
    public static Kill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<Kill>";
}
