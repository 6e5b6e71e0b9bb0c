using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace NetComm.Protocols.Gossip;

/// <summary>Gossip as lines: <c>gossip KIND ROUND NAME</c>, <c>member NAME ADDRESS:PORT</c> for some, <c>rumour TEXT</c>.</summary>
/// <param name="Round">The sender's round of the rumour; else 0.</param>
/// <param name="Rumour">The rumour's text; null in a message about none.</param>
internal sealed record GossipMessage(
    GossipKind Kind, long Round, string From, string? Rumour, IReadOnlyList<(string Name, IpEndpoint At)> Members)
{
    private const int MostMembers = 32;

    private static readonly string[] Kinds = ["hello", "welcome", "rumour", "new"];

    /// <summary>The message as bytes; line breaks in the rumour become spaces.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"gossip {Kinds[(int)Kind]} {Round} {From}\n");
        foreach ((string name, IpEndpoint at) in Members) text.Append(CultureInfo.InvariantCulture, $"member {name} {at}\n");
        if (Rumour is not null) text.Append("rumour ").Append(OneLine(Rumour)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static string OneLine(string rumour) => string.Concat(rumour.Select(c => char.IsControl(c) ? ' ' : c));

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out GossipMessage? message)
    {
        message = null;
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] first = lines.Length == 0 ? [] : lines[0].Split(' ');
        if (first.Length != 4 || first[0] != "gossip" || !HostNames.IsValid(first[3])) return false;
        int kind = Array.IndexOf(Kinds, first[1]);
        if (kind < 0 || !uint.TryParse(first[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint round)) return false;
        var members = new List<(string, IpEndpoint)>();
        string? rumour = null;
        foreach (string line in lines.Skip(1))
        {
            if (line.StartsWith("rumour ", StringComparison.Ordinal)) rumour = OneLine(line["rumour ".Length..]);
            string[] words = line.Split(' ');
            bool isMember = words.Length == 3 && words[0] == "member" && HostNames.IsValid(words[1]) && members.Count < MostMembers;
            if (isMember && IpEndpoint.TryParse(words[2], out IpEndpoint at) && at.Port > 0) members.Add((words[1], at));
        }

        bool needsRumour = (GossipKind)kind is GossipKind.Rumour or GossipKind.New;
        if (needsRumour && rumour is null) return false;
        message = new GossipMessage((GossipKind)kind, round, first[3], rumour, members);
        return true;
    }
}

internal enum GossipKind
{
    /// <summary>A peer introduces itself and asks for others.</summary>
    Hello,

    Welcome,

    Rumour,

    /// <summary>The answer to a rumour that was new; there is no answer to one that was known.</summary>
    New,
}
