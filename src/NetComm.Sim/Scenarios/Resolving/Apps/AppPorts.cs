namespace NetComm.Sim.Scenarios.Resolving.Apps;

/// <summary>The protocols' own ports, where a file gives none (IANA's registry; 5222 is XMPP's for clients, 7946 that of Serf's gossip).</summary>
internal static class AppPorts
{
    public const int Echo = 7;
    public const int Ftp = 21;
    public const int Dns = 53;
    public const int Http = 80;
    public const int Chat = 5222;
    public const int Gossip = 7946;
}
