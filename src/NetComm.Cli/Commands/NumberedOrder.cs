namespace NetComm.Cli.Commands;

/// <summary>
/// Names in the order in which people count: <c>2-four-casts</c> before <c>10-queues</c>. What is no number is ordered by its characters.
/// </summary>
internal sealed class NumberedOrder : IComparer<string>
{
    public static readonly NumberedOrder Instance = new();

    private NumberedOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        while (left.Length > 0 && right.Length > 0)
        {
            int order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? OrderOfNumbers(Number(ref left), Number(ref right)) : OrderOfSigns(Sign(ref left), Sign(ref right));
            if (order != 0) return order;
        }

        int rest = left.Length - right.Length;
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    /// <summary>Of any length: the one with more digits is the larger one.</summary>
    private static int OrderOfNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);

    /// <summary>A folder's name ends with its separator: a shorter name comes first.</summary>
    private static int OrderOfSigns(char left, char right) => (IsSeparator(left) ? '\0' : left) - (IsSeparator(right) ? '\0' : right);

    private static bool IsSeparator(char sign) => sign is '/' or '\\';

    /// <summary>Takes the digits at the beginning, without zeros before them.</summary>
    private static ReadOnlySpan<char> Number(ref ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> number = digits < 0 ? text : text[..digits];
        text = text[number.Length..];
        return number.TrimStart('0');
    }

    private static char Sign(ref ReadOnlySpan<char> text)
    {
        char sign = text[0];
        text = text[1..];
        return sign;
    }
}
