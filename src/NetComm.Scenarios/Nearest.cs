namespace NetComm.Scenarios;

/// <summary>Finds the known name that someone probably meant.</summary>
internal static class Nearest
{
    /// <summary>With more candidates than this the search would cost more than the hint is worth.</summary>
    private const int MostCandidates = 5_000;

    /// <summary>No name is longer, and the search takes the square of it.</summary>
    private const int LongestTyped = 256;

    /// <summary>The nearest candidate, the first of equals; null where none is within a third of the length (at least 1).</summary>
    public static string? To(string typed, IEnumerable<string> candidates)
    {
        if (typed.Length > LongestTyped) return null;
        int limit = Math.Clamp(typed.Length / 3, 1, 4);
        string? best = null;
        foreach (string candidate in candidates.Take(MostCandidates))
        {
            if (string.Equals(candidate, typed, StringComparison.OrdinalIgnoreCase)) return candidate;
            if (Math.Abs(candidate.Length - typed.Length) > limit) continue;
            int distance = Distance(typed, candidate);
            if (distance > limit || distance >= Math.Max(typed.Length, candidate.Length)) continue;
            best = candidate;
            limit = distance - 1;
        }

        return best;
    }

    /// <summary>Damerau-Levenshtein (optimal string alignment): insert, delete, substitute, swap neighbours: 1 each.</summary>
    internal static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++) cost[i, 0] = i;
        for (int j = 0; j <= right.Length; j++) cost[0, j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replace, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if (swapped) cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[left.Length, right.Length];
    }
}
