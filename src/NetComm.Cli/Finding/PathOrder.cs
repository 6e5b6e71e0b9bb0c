using NetComm.Scenarios.Reading;

namespace NetComm.Cli.Finding;

/// <summary>
/// Paths folder by folder, each name in the order in which people count: <c>2-four-casts</c> before <c>10-queues</c>.
/// </summary>
internal sealed class PathOrder : IComparer<string>
{
    public static readonly PathOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        string[] left = NamesIn(x);
        string[] right = NamesIn(y);
        return left.Zip(right, NumberOrder.Instance.Compare).FirstOrDefault(order => order != 0) is not 0 and var order
            ? order : left.Length.CompareTo(right.Length);
    }

    private static string[] NamesIn(string? path) => path?.Split('/', '\\') ?? [];
}
