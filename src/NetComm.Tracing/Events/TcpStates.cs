namespace NetComm.Tracing;

/// <summary>The states of a TCP connection's end as traces number them, under their names of RFC 9293.</summary>
public static class TcpStates
{
    private static readonly string[] Names =
        ["CLOSED", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT"];

    /// <summary>How many there are.</summary>
    internal static int Count => Names.Length;

    /// <summary>The state's name.</summary>
    public static string Name(byte state) => Names[state];

    /// <summary>The state with this name; throws where there is none.</summary>
    public static byte Parse(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index >= 0 ? (byte)index : throw new FormatException($"There is no TCP state '{name}'.");
    }
}
