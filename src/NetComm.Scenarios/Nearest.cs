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
        // Of the table of costs the swap looks two rows back, and no further.
        int width = right.Length + 1;
        Span<int> rows = width <= 2 * LongestTyped ? stackalloc int[3 * width] : new int[3 * width];
        Span<int> older = rows[..width];
        Span<int> old = rows[width..(2 * width)];
        Span<int> row = rows[(2 * width)..];
        for (int j = 0; j <= right.Length; j++) row[j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            Span<int> free = older;
            older = old;
            old = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = old[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, 1 + Math.Min(old[j], row[j - 1]));
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if (swapped) row[j] = Math.Min(row[j], older[j - 2] + 1);
            }
        }

        return row[right.Length];
    }
}
