namespace NetComm.Cli.Screens;

/// <summary>The order of numbered names, in which <c>2-four-casts</c> comes before <c>10-queues</c>: digits count as a number.</summary>
internal sealed class NumberedOrder : IComparer<string>
{
    internal static readonly NumberedOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        (string left, string right) = (x ?? "", y ?? "");
        (int i, int j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            bool areNumbers = char.IsAsciiDigit(left[i]) && char.IsAsciiDigit(right[j]);
            int order = areNumbers ? CompareNumbers(Digits(left, ref i), Digits(right, ref j)) : left[i++].CompareTo(right[j++]);
            if (order != 0) return order;
        }

        int rest = (left.Length - i).CompareTo(right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    private static ReadOnlySpan<char> Digits(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text.AsSpan(start, at - start);
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        ReadOnlySpan<char> first = left.TrimStart('0'), second = right.TrimStart('0');
        return first.Length != second.Length ? first.Length.CompareTo(second.Length) : first.SequenceCompareTo(second);
    }
}
