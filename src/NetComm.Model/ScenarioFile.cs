namespace NetComm.Model;

/// <summary>A file that a scenario names, such as a recording of traffic, as it was when the scenario was read.</summary>
/// <param name="Name">As the scenario writes it: <c>captures/call.pcapng</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ScenarioFile(string Name, ReadOnlyMemory<byte> Content);
