namespace NetComm.Scenarios.Language;

/// <summary>Reads true and false as YAML 1.2 (10.3.2) spells them.</summary>
internal static class Flags
{
    public static bool TryParse(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }
}
