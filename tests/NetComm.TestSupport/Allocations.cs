namespace NetComm.TestSupport;

/// <summary>What code allocates in its steady state.</summary>
internal static class Allocations
{
    private const int Stretches = 6;

    /// <summary>
    /// The bytes that this thread allocates in a stretch of work, which gets its number from 0: the least of six, as the runtime
    /// now and then allocates something of its own on whatever thread asks first (while it compiles, or when its cache of casts grows).
    /// </summary>
    public static long Of(Action<int> stretch) => Enumerable.Range(0, Stretches).Min(number =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        stretch(number);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
