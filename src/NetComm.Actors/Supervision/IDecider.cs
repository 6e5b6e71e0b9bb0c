namespace NetComm.Actors;

/// <summary>Chooses a <see cref="Directive"/> by exception.</summary>
public interface IDecider
{
    /// <summary>What to do about <paramref name="cause"/>.</summary>
    Directive Decide(Exception cause);
}
