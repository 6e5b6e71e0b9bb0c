namespace NetComm.Model;

/// <summary>What an app does.</summary>
public abstract record AppTask
{
    private AppTask()
    {
    }

    /// <summary>Its name in the scenario language: <c>ping</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it waits for clients and never ends by itself.</summary>
    internal virtual bool IsServer => false;

    /// <summary>The port that it listens on; null: none.</summary>
    internal virtual (Transport Transport, int Port)? Listens => null;

    /// <summary>Sends back what it receives (RFC 862).</summary>
    /// <param name="Transport">UDP or TCP. Default UDP.</param>
    /// <param name="Port">The port that it listens on. Default 7.</param>
    public sealed record EchoServer(Transport Transport, int Port) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "echo-server";

        internal override (Transport Transport, int Port)? Listens => (Transport, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Sends ICMP echo requests (RFC 792) and prints the replies.</summary>
    /// <param name="To">The value of <c>to</c>: a name or an address.</param>
    /// <param name="Destination">The address that it stands for: one host's, or that of a LAN's or group's hosts; null: only a DNS server
    /// may know it.</param>
    /// <param name="Count">How many requests. Default 4.</param>
    /// <param name="Interval">The time between two. Default 1 s.</param>
    public sealed record Ping(string To, Ipv4Address? Destination, long Count, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "ping";
    }

    /// <summary>Finds the routers of a path: probes with a time to live of 1, 2 and so on, reported as exceeded one by one.</summary>
    /// <param name="To">The value of <c>to</c>: a name or an address.</param>
    /// <param name="Destination">The address that it stands for: one host's; null: only a DNS server may know it.</param>
    /// <param name="Count">How many probes for each hop. Default 3.</param>
    /// <param name="Interval">The time from an answer to the next probe. Default 0 s.</param>
    public sealed record Traceroute(string To, Ipv4Address? Destination, int Count, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "traceroute";
    }

    /// <summary>Serves files by HTTP/1.1 (RFC 9112).</summary>
    /// <param name="Port">The port that it listens on. Default 80.</param>
    public sealed record HttpServer(int Port, IReadOnlyList<AppFile> Files) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "http-server";

        internal override (Transport Transport, int Port)? Listens => (Transport.Tcp, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Fetches URLs by HTTP/1.1, one after the other.</summary>
    /// <param name="Urls">The URLs to fetch, in order.</param>
    /// <param name="KeepAlive">Whether a connection is used again for the next request to the same server. Default true.</param>
    /// <param name="Repeat">How often it fetches all of them. Default 1.</param>
    /// <param name="Interval">The time from one request to the next; a request waits for the end of the one before. Default 0 s: at
    /// once.</param>
    public sealed record HttpClient(IReadOnlyList<HttpUrl> Urls, bool KeepAlive, long Repeat, SimDuration Interval) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "http-client";
    }

    /// <summary>Serves files by FTP (RFC 959).</summary>
    /// <param name="Port">The port that it listens on. Default 21.</param>
    /// <param name="Files">What it serves; what clients store is kept until the run ends.</param>
    /// <param name="Users">Passwords by user name; empty: anyone may log in as <c>anonymous</c>.</param>
    public sealed record FtpServer(int Port, IReadOnlyList<AppFile> Files, IReadOnlyDictionary<string, string> Users) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "ftp-server";

        internal override (Transport Transport, int Port)? Listens => (Transport.Tcp, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Lists, fetches and stores by FTP.</summary>
    /// <param name="Port">The port that it listens on. Default 21.</param>
    /// <param name="User">The user name. Default <c>anonymous</c>.</param>
    /// <param name="Password">The password. Default empty.</param>
    public sealed record FtpClient(string Server, int Port, string User, string Password, IReadOnlyList<FtpOrder> Commands) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "ftp-client";
    }

    /// <summary>Answers DNS queries (RFC 1035) for the names of the file and for further records.</summary>
    /// <param name="Port">The server's port. Default 53.</param>
    /// <param name="Records">The further records: addresses by name in lower case.</param>
    public sealed record DnsServer(int Port, IReadOnlyDictionary<string, Ipv4Address> Records) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "dns-server";

        internal override (Transport Transport, int Port)? Listens => (Transport.Udp, Port);

        internal override bool IsServer => true;
    }

    /// <summary>Asks for the addresses of names.</summary>
    /// <param name="Port">The server's port. Default 53.</param>
    /// <param name="Ask">The names, in order.</param>
    public sealed record DnsClient(string Server, int Port, IReadOnlyList<string> Ask) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "dns-client";
    }

    /// <summary>Sends messages to its peers and prints theirs.</summary>
    /// <param name="Port">The port that all peers use. Default 5222.</param>
    /// <param name="Peers">The names of the others' hosts.</param>
    /// <param name="Say">The messages that it sends, by time.</param>
    public sealed record ChatPeer(int Port, IReadOnlyList<string> Peers, IReadOnlyList<Remark> Say) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "chat-peer";

        internal override (Transport Transport, int Port)? Listens => (Transport.Udp, Port);
    }

    /// <summary>Passes a rumour on, round by round, to peers picked at random.</summary>
    /// <param name="Port">The port that all peers use. Default 7946.</param>
    /// <param name="Peers">The names of the hosts that it knows from the start.</param>
    /// <param name="Fanout">To how many peers it sends a rumour in each round. Default 3.</param>
    /// <param name="Interval">The time between rounds. Default 200 ms.</param>
    /// <param name="Rumour">The rumour that it starts; null: none.</param>
    public sealed record GossipPeer(int Port, IReadOnlyList<string> Peers, int Fanout, SimDuration Interval, string? Rumour) : AppTask
    {
        /// <inheritdoc/>
        public override string Kind => "gossip-peer";

        internal override (Transport Transport, int Port)? Listens => (Transport.Udp, Port);
    }
}

/// <summary>One command of an FTP client.</summary>
public abstract record FtpOrder
{
    private FtpOrder()
    {
    }

    /// <summary>Lists the current directory.</summary>
    public sealed record List : FtpOrder;

    /// <summary>Fetches a file.</summary>
    public sealed record Get(string Path) : FtpOrder;

    /// <summary>Stores a file.</summary>
    public sealed record Put(string Path, string Data) : FtpOrder;
}

/// <summary>A message of a chat peer, and when it is sent.</summary>
/// <param name="At">The time since the run began.</param>
public sealed record Remark(SimTime At, string Text);
