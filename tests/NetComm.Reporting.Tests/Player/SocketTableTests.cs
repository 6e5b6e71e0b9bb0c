using NetComm.Reporting.Player;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Player;

/// <summary>Which sockets <c>netstat</c> would show, and from when to when.</summary>
public sealed class SocketTableTests
{
    [Fact]
    public void Both_ends_of_a_flow_have_a_socket()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Received(6, 1).Ended(9);

        Assert.Equal(["alice udp 10.0.0.1:40000 0.0.0.0:* call 0-", "bob udp 0.0.0.0:9000 0.0.0.0:* call 0-"], RowsOf(trace));
    }

    [Fact]
    public void A_server_listens_until_it_closes_its_socket()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Text(1, TraceEventKind.ProgramCalled, 0, "s = socket(stream)").Text(2, TraceEventKind.ProgramCalled, 0, "bind(s, any, 80)")
            .Text(3, TraceEventKind.ProgramCalled, 0, "listen(s, 1)").Text(7, TraceEventKind.ProgramCalled, 0, "close(s)").Ended(9);

        Assert.Equal(["bob tcp 0.0.0.0:80 0.0.0.0:* server 2-7 LISTEN@3"], RowsOf(trace));
    }

    [Fact]
    public void A_bind_that_fails_opens_nothing()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Text(1, TraceEventKind.ProgramCalled, 0, "s = socket(stream)")
            .Text(2, TraceEventKind.ProgramCalled, 0, "bind(s, any, 80)", errno: Errno.EADDRINUSE).Ended(9);

        Assert.Empty(RowsOf(trace));
    }

    /// <summary>Two connections come before the first is accepted, and both are called c by their programs.</summary>
    [Fact]
    public void The_programs_of_connections_close_each_its_own_and_leave_the_listener_open()
    {
        const long First = 1L << 32;
        const long Second = 2L << 32;
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Text(0, TraceEventKind.ProgramCalled, 0, "s = socket(stream)").Text(0, TraceEventKind.ProgramCalled, 0, "bind(s, any, 80)")
            .Text(0, TraceEventKind.ProgramCalled, 0, "listen(s)")
            .Open(0, -1, "tcp 10.0.1.2:80 > 10.0.0.1:49152 ttl 64").State(1, 0, "ESTABLISHED")
            .Open(1, -1, "tcp 10.0.1.2:80 > 10.0.0.1:49153 ttl 64").State(2, 1, "ESTABLISHED")
            .Text(3, TraceEventKind.ProgramCalled, 0, "c = accept(s)")
            .Add(TraceEvents.ProgramStarted(TraceBuilder.Ms(3), new ProgramId(0), connection: 1, takenBy: 0))
            .Text(4, TraceEventKind.ProgramCalled, 0, "c = accept(s)")
            .Add(TraceEvents.ProgramStarted(TraceBuilder.Ms(4), new ProgramId(0), connection: 2, takenBy: 0))
            .Text(5, TraceEventKind.ProgramCalled, 0, "u = socket(datagram)", packet: Second)
            .Text(5, TraceEventKind.ProgramCalled, 0, "bind(u, any, 90)", packet: Second)
            .Text(6, TraceEventKind.ProgramCalled, 0, "close(c)", packet: First).State(6, 0, "FIN-WAIT-1")
            .Text(6, TraceEventKind.ProgramEnded, 0, "", packet: 1).Text(7, TraceEventKind.ProgramEnded, 0, "EPIPE", packet: 2).Ended(9);

        Assert.Equal(
            [
                "bob tcp 0.0.0.0:80 0.0.0.0:* server 0- LISTEN@0",
                "bob tcp 10.0.1.2:80 10.0.0.1:49152 server 0- ESTABLISHED@1 FIN-WAIT-1@6",
                "bob tcp 10.0.1.2:80 10.0.0.1:49153 server 0- ESTABLISHED@2",
                "bob udp 0.0.0.0:90 0.0.0.0:* server 5-7",
            ],
            RowsOf(trace));
    }

    [Fact]
    public void A_client_that_does_not_bind_has_its_port_from_the_first_packet_on()
    {
        using TraceBuilder trace = new TraceBuilder().Program("client", TraceBuilder.Alice)
            .Text(0, TraceEventKind.ProgramCalled, 0, "s = socket(datagram)").Open(0, -1, "udp 10.0.0.1:49152 > 10.0.1.2:80 ttl 64")
            .Text(0, TraceEventKind.ProgramCalled, 0, "sendto(s, bob, 80, 5 B)")
            .Text(8, TraceEventKind.ProgramCalled, 0, "close(s)").Ended(9);

        Assert.Equal(["alice udp 10.0.0.1:49152 0.0.0.0:* client 0-8"], RowsOf(trace));
    }

    [Fact]
    public void A_bound_socket_that_speaks_stays_one_socket()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Text(0, TraceEventKind.ProgramCalled, 0, "s = socket(datagram)").Text(0, TraceEventKind.ProgramCalled, 0, "bind(s, any, 80)")
            .Open(0, -1, "udp 10.0.1.2:80 > 10.0.0.1:49152 ttl 64").Text(4, TraceEventKind.ProgramEnded, 0, "").Ended(9);

        Assert.Equal(["bob udp 0.0.0.0:80 0.0.0.0:* server 0-4"], RowsOf(trace));
    }

    [Fact]
    public void A_connection_goes_through_the_states_of_TCP()
    {
        using TraceBuilder trace = new TraceBuilder().Program("client", TraceBuilder.Alice, "http-client")
            .Program("server", TraceBuilder.Bob, "http-server")
            .Open(0, -1, "tcp 10.0.0.1:49152 > 10.0.1.2:80 ttl 64").State(1, 0, "SYN-SENT").State(3, 0, "ESTABLISHED")
            .Open(1, -2, "tcp 10.0.1.2:80 > 10.0.0.1:49152 ttl 64").State(2, 1, "SYN-RECEIVED").State(4, 1, "ESTABLISHED")
            .State(5, 0, "FIN-WAIT-1").State(8, 0, "CLOSED").Ended(9);

        Assert.Equal(
            [
                "alice tcp 10.0.0.1:49152 10.0.1.2:80 client 0-8 SYN-SENT@1 ESTABLISHED@3 FIN-WAIT-1@5 CLOSED@8",
                "bob tcp 10.0.1.2:80 10.0.0.1:49152 server 0- SYN-RECEIVED@2 ESTABLISHED@4",
                "bob tcp 0.0.0.0:80 0.0.0.0:* server 0- LISTEN@0",
            ],
            RowsOf(trace));
    }

    [Fact]
    public void A_crash_closes_the_sockets_of_its_host_alone()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Received(6, 1)
            .At(7, TraceEventKind.NodeCrashed, TraceBuilder.Bob).Ended(9);

        Assert.Equal(["alice udp 10.0.0.1:40000 0.0.0.0:* call 0-", "bob udp 0.0.0.0:9000 0.0.0.0:* call 0-7"], RowsOf(trace));
    }

    /// <summary>Beside what is asked for, a packet goes over the network, as else there is nothing to play.</summary>
    private static IEnumerable<string> RowsOf(TraceBuilder trace)
    {
        Recording recording = PlayerFoldTests.RecordingOf(trace.Enqueued(9, 0, 99, 9))!;
        return recording.Sockets.Select(row => string.Join(
            ' ', new[] { recording.Header.Nodes[row.Node.Index].Name, row.Protocol, row.Local, row.Peer, row.Owner,
                $"{Ms(row.Opened)}-{(row.Closed is { } closed ? Ms(closed) : "")}" }
                .Concat(row.States.Select(state => $"{state.State}@{Ms(state.Since)}"))));
    }

    private static string Ms(SimTime time) => $"{time.Picoseconds / 1_000_000_000}";
}
