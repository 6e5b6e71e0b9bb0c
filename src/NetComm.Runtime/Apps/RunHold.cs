namespace NetComm.Runtime.Apps;

/// <summary>Whether the run goes on for the sake of one actor, which lets go of it when it ends, if not before.</summary>
internal sealed class RunHold(RunProgress progress)
{
    private bool _isHeld;

    internal void Set(bool held)
    {
        if (held == _isHeld) return;
        _isHeld = held;
        if (held) progress.JobBusy();
        else progress.JobIdle();
    }
}
