namespace NetComm.Sim.Tracing;

/// <summary>The names of drop reasons in summary.json, packets.csv and the trace.</summary>
public static class DropReasons
{
    private static readonly string[] Names = ["none", "queue", "loss", "down", "ttl", "noRoute", "noSocket", "arp", "buffer", "reassembly", "mtu", "backlog", "connection", "checksum"];

    /// <summary>The reason's name in files.</summary>
    public static string Name(DropReason reason) => Names[(int)reason];

    /// <summary>The reason with this name; throws where there is none.</summary>
    public static DropReason Parse(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index >= 0 ? (DropReason)index : throw new FormatException($"There is no drop reason '{name}'.");
    }
}
