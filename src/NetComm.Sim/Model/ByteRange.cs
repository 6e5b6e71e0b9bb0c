namespace NetComm.Sim.Model;

/// <summary>Positions from <paramref name="Start"/> to just before <paramref name="End"/>.</summary>
internal readonly record struct ByteRange(long Start, long End)
{
    public long Length => End - Start;
}
