namespace NetComm.Scenarios;

/// <summary>Reads times as a scenario writes them, for options of commands: <c>1.5 s</c>, <c>20ms</c>.</summary>
public static class ScenarioTime
{
    /// <summary>Reads a time; <paramref name="rule"/> says what it must be where it is none.</summary>
    public static bool TryParse(string text, out SimTime time, out string? rule)
    {
        QuantityReading reading = QuantityReader.Read(text, QuantityRange.Time);
        rule = reading.Rule;
        time = reading.Value is { } quantity ? new SimTime((long)quantity.Value) : default;
        return reading.Value is not null;
    }
}
