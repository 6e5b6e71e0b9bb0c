using System.Text.Json;

namespace NetComm.Sim.Tracing;

/// <summary>A key of an event's line in a trace file: which field it holds, and how.</summary>
internal sealed record EventKey(string Name, EventField Field, EventForm Form)
{
    /// <summary>Comma, name and colon.</summary>
    public byte[] Prefix { get; } = System.Text.Encoding.UTF8.GetBytes($",\"{JsonEncodedText.Encode(Name)}\":");
}
