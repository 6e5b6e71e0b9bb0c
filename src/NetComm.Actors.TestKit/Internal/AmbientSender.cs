namespace NetComm.Actors.TestKit.Internal;

/// <summary>Makes an actor the sender of what this thread tells without naming one.</summary>
internal sealed class AmbientSender : IDisposable
{
    private readonly CurrentCell _current = CurrentCell.OfThread;
    private readonly ActorCell _cell;

    internal AmbientSender(IActorRef actor)
    {
        _cell = (ActorCell)actor;
        _current.Cell = _cell;
    }

    public void Dispose()
    {
        if (_current.Cell == _cell)
            _current.Cell = null;
    }
}
