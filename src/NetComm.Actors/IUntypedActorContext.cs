namespace NetComm.Actors;

/// <summary>The context of an <see cref="UntypedActor"/>.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Lets <paramref name="receive"/> handle what comes from now on, in place of the current behaviour.</summary>
    void Become(UntypedReceive receive);

    /// <summary>Lets <paramref name="receive"/> handle what comes until UnbecomeStacked.</summary>
    void BecomeStacked(UntypedReceive receive);
}
