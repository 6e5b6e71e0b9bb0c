namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>One packet that counts as under way (<see cref="RunProgress"/>) until whoever has it, or finds it, ends it.</summary>
internal sealed class UnderWay(RunProgress progress)
{
    private int _ended;

    /// <summary>It has arrived, or will not; false where it had ended before. From any thread.</summary>
    internal bool End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return false;
        progress.ArrivedShared();
        return true;
    }
}
