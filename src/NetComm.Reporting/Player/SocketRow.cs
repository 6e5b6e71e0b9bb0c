namespace NetComm.Reporting.Player;

/// <summary>A line of <c>netstat</c>: a socket of a host, from when to when.</summary>
/// <param name="node">Whose.</param>
/// <param name="protocol"><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</param>
/// <param name="local">Its own address and port.</param>
/// <param name="peer">The other end's; <c>0.0.0.0:*</c> for any.</param>
/// <param name="owner">The flow, program or app.</param>
/// <param name="opened">Since when.</param>
internal sealed class SocketRow(NodeId node, string protocol, string local, string peer, string owner, SimTime opened)
{
    private readonly List<(SimTime Since, string State)> _states = [];

    public NodeId Node => node;

    public string Protocol => protocol;

    public string Local => local;

    public string Peer => peer;

    public string Owner => owner;

    public SimTime Opened => opened;

    /// <summary>Until when; null where it was open at the end.</summary>
    public SimTime? Closed { get; private set; }

    /// <summary>The states of TCP (RFC 9293, 3.3.2), in order; none for other protocols.</summary>
    public IReadOnlyList<(SimTime Since, string State)> States => _states;

    public string Port => local[local.LastIndexOf(':')..];

    public void Enter(SimTime at, string state) => _states.Add((at, state));

    public void Close(SimTime at) => Closed ??= at;
}
