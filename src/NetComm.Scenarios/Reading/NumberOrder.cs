namespace NetComm.Scenarios.Reading;

/// <summary>Orders names by their letters, and by the value of the numbers in them: h2 stands before h10.</summary>
internal sealed class NumberOrder : IComparer<string>
{
    public static readonly NumberOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> first = x;
        ReadOnlySpan<char> second = y;
        while (!first.IsEmpty && !second.IsEmpty)
        {
            int byPart = CompareParts(Next(ref first), Next(ref second));
            if (byPart != 0) return byPart;
        }

        return first.Length != second.Length ? first.Length.CompareTo(second.Length) : string.CompareOrdinal(x, y);
    }

    /// <summary>Takes the digits, or what stands before the next digit, from a text.</summary>
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> text)
    {
        bool isNumber = char.IsAsciiDigit(text[0]);
        int length = 1;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == isNumber) length++;
        ReadOnlySpan<char> part = text[..length];
        text = text[length..];
        return part;
    }

    private static int CompareParts(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        if (!char.IsAsciiDigit(first[0]) || !char.IsAsciiDigit(second[0])) return first.CompareTo(second, StringComparison.Ordinal);
        first = first.TrimStart('0');
        second = second.TrimStart('0');
        return first.Length != second.Length ? first.Length.CompareTo(second.Length) : first.CompareTo(second, StringComparison.Ordinal);
    }
}
