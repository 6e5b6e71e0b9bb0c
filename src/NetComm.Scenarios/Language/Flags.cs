namespace NetComm.Scenarios.Language;

/// <summary>Reads true and false as YAML 1.2 (10.3.2) spells them.</summary>
internal static class Flags
{
    public static bool TryParse(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    /// <summary>What other ways of saying yes and no mean here; null where it is none.</summary>
    public static string? Meant(string text) => text.ToUpperInvariant() switch
    {
        "YES" or "ON" or "TRUE" or "Y" or "1" => "true",
        "NO" or "OFF" or "FALSE" or "N" or "0" => "false",
        _ => null,
    };
}
