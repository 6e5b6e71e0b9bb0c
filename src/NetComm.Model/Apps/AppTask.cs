namespace NetComm.Model;

/// <summary>What an app does.</summary>
public abstract record AppTask
{
    private AppTask()
    {
    }

    /// <summary>The word that the language has for it: <c>ping</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it waits for others and never ends by itself.</summary>
    internal virtual bool IsServer => false;

    /// <summary>The port of its host that it waits at; null: none.</summary>
    internal virtual (Transport Transport, int Port)? Listens => null;

    /// <summary>Sends back what comes (RFC 862).</summary>
    /// <param name="Transport">UDP or TCP. Default UDP.</param>
    /// <param name="Port">Where it waits. Default 7.</param>
    public sealed record EchoServer(Transport Transport, int Port) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "echo-server";

        internal override (Transport Transport, int Port)? Listens => (Transport, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Sends ICMP echo requests (RFC 792) and says what came back.</summary>
    /// <param name="To">What <c>to</c> says: a name or an address.</param>
    /// <param name="Destination">The address that it stands for: one host's, or that of a LAN's or group's hosts; null: only a DNS server
    /// may know it.</param>
    /// <param name="Count">How many requests. Default 4.</param>
    /// <param name="Interval">The time between two. Default 1 s.</param>
    public sealed record Ping(string To, Ipv4Address? Destination, long Count, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "ping";
    }

    /// <summary>
    /// Finds the routers of a path: probes with a time to live of 1, 2 and so on, which one router after the other reports as exceeded.
    /// </summary>
    /// <param name="To">What <c>to</c> says: a name or an address.</param>
    /// <param name="Destination">The address that it stands for: one host's; null: only a DNS server may know it.</param>
    /// <param name="Count">How many probes for each hop. Default 3.</param>
    /// <param name="Interval">The time from an answer to the next probe. Default 0 s.</param>
    public sealed record Traceroute(string To, Ipv4Address? Destination, int Count, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "traceroute";
    }

    /// <summary>Serves files by HTTP/1.1 (RFC 9112).</summary>
    /// <param name="Port">Where it listens. Default 80.</param>
    /// <param name="Files">What it serves.</param>
    public sealed record HttpServer(int Port, IReadOnlyList<AppFile> Files) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "http-server";

        internal override (Transport Transport, int Port)? Listens => (Transport.Tcp, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Fetches by HTTP/1.1, one after the other.</summary>
    /// <param name="Urls">What.</param>
    /// <param name="KeepAlive">Whether a connection serves for the next request to the same server. Default true.</param>
    /// <param name="Repeat">How often it goes through them. Default 1.</param>
    /// <param name="Interval">The time from one request to the next; a longer exchange puts it off. Default 0 s: at once.</param>
    public sealed record HttpClient(IReadOnlyList<HttpUrl> Urls, bool KeepAlive, long Repeat, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "http-client";
    }

    /// <summary>Serves files by FTP (RFC 959).</summary>
    /// <param name="Port">Where it listens. Default 21.</param>
    /// <param name="Files">What it serves; what clients store lives beside it until the run ends.</param>
    /// <param name="Users">Passwords by name; none: anonymous.</param>
    public sealed record FtpServer(int Port, IReadOnlyList<AppFile> Files, IReadOnlyDictionary<string, string> Users) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "ftp-server";

        internal override (Transport Transport, int Port)? Listens => (Transport.Tcp, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Lists, fetches and stores by FTP.</summary>
    /// <param name="Server">The server's name.</param>
    /// <param name="Port">Where it listens. Default 21.</param>
    /// <param name="User">Default anonymous.</param>
    /// <param name="Password">Default empty.</param>
    /// <param name="Commands">What it does, in order.</param>
    public sealed record FtpClient(string Server, int Port, string User, string Password, IReadOnlyList<FtpOrder> Commands) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "ftp-client";
    }

    /// <summary>Answers with addresses by DNS (RFC 1035): those of the file's own names, and others.</summary>
    /// <param name="Port">Where it waits. Default 53.</param>
    /// <param name="Records">The others, by name in lower case.</param>
    public sealed record DnsServer(int Port, IReadOnlyDictionary<string, Ipv4Address> Records) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "dns-server";

        internal override (Transport Transport, int Port)? Listens => (Transport.Udp, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Asks for the addresses of names.</summary>
    /// <param name="Server">The server's name.</param>
    /// <param name="Port">Where it waits. Default 53.</param>
    /// <param name="Ask">The names, in order.</param>
    public sealed record DnsClient(string Server, int Port, IReadOnlyList<string> Ask) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "dns-client";
    }

    /// <summary>Says things to its peers, and hears what they say.</summary>
    /// <param name="Port">Where all of them wait. Default 5222.</param>
    /// <param name="Peers">The names of the others' hosts.</param>
    /// <param name="Say">What it says, by time.</param>
    public sealed record ChatPeer(int Port, IReadOnlyList<string> Peers, IReadOnlyList<Remark> Say) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "chat-peer";

        internal override (Transport Transport, int Port)? Listens => (Transport.Udp, Port);
    }

    /// <summary>Passes a rumour on, round by round, to peers picked by luck.</summary>
    /// <param name="Port">Where all of them wait. Default 7946.</param>
    /// <param name="Peers">The names of the hosts that it knows from the start.</param>
    /// <param name="Fanout">To how many it tells in each round. Default 3.</param>
    /// <param name="Interval">The time between rounds. Default 200 ms.</param>
    /// <param name="Rumour">What it knows from the start; null: nothing.</param>
    public sealed record GossipPeer(int Port, IReadOnlyList<string> Peers, int Fanout, SimDuration Interval, string? Rumour) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "gossip-peer";

        internal override (Transport Transport, int Port)? Listens => (Transport.Udp, Port);
    }
}

/// <summary>What an FTP client does next.</summary>
public abstract record FtpOrder
{
    private FtpOrder()
    {
    }

    /// <summary>Lists the directory that it is in.</summary>
    public sealed record List : FtpOrder;

    /// <summary>Fetches a file.</summary>
    public sealed record Get(string Path) : FtpOrder;

    /// <summary>Stores a file.</summary>
    public sealed record Put(string Path, string Data) : FtpOrder;
}

/// <summary>What somebody says, and when.</summary>
/// <param name="At">The time since the run began.</param>
/// <param name="Text">What.</param>
public sealed record Remark(SimTime At, string Text);
