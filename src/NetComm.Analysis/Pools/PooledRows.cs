namespace NetComm.Analysis;

/// <summary>The rows of a table: what stands together under one name has one row, at the place of its first member.</summary>
public static class PooledRows
{
    /// <summary>The rows in order: a pool's figures with its members' names, or what stands alone, with none.</summary>
    public static IReadOnlyList<Pooled<T>> Of<T>(IReadOnlyList<T> all, IReadOnlyList<Pooled<T>> pools, Func<T, string> nameOf)
    {
        var poolOf = new Dictionary<string, Pooled<T>>(StringComparer.Ordinal);
        foreach (Pooled<T> pool in pools)
        {
            foreach (string member in pool.Members) poolOf[member] = pool;
        }

        return
        [
            .. all.Select(each => poolOf.TryGetValue(nameOf(each), out Pooled<T>? pool) ? pool : new Pooled<T>(each, [])).Distinct(),
        ];
    }
}
