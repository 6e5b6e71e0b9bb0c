namespace NetComm.Model;

/// <summary>The rule for names in the DNS (RFC 1035, 2.3.1; underscores: RFC 8552): labels of at most 63 characters, 253 in all.</summary>
public static class HostNames
{
    /// <summary>Whether a name follows the rule; it may end in a dot.</summary>
    public static bool IsValid(string name)
    {
        string plain = name.EndsWith('.') ? name[..^1] : name;
        return plain.Length is > 0 and <= 253 && plain.Split('.').All(IsLabel);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
            && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
