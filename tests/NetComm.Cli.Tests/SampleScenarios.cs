namespace NetComm.Cli.Tests;

/// <summary>Small scenarios that tests run.</summary>
internal static class SampleScenarios
{
    /// <summary>Ten packets, none lost, 11 ms each.</summary>
    public const string Passing = """
        scenario: Ten packets
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob], rate: 1 Mbps, delay: 10 ms } ]
        flows: [ { name: ask, cast: unicast, transport: udp, from: alice, to: bob, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 10 } ]
        expect: [ ask.received == 10, ask.latency.max == 11 ms ]

        """;

    /// <summary>The same, believing something else.</summary>
    public static readonly string Failing = Passing.Replace("ask.received == 10", "ask.received == 9", StringComparison.Ordinal);

    /// <summary>Two mistakes, in lines 2 and 3.</summary>
    public static readonly string Wrong = Passing.Replace("bob: {}", "bob: { addres: 10.0.0.2 }", StringComparison.Ordinal)
        .Replace("10 ms }", "-10 ms }", StringComparison.Ordinal);

    /// <summary>Chance at work: jitter and loss.</summary>
    public static readonly string Lucky =
        Passing.Replace("delay: 10 ms", "delay: 10 ms, jitter: 2 ms, loss: 20 %", StringComparison.Ordinal)
        .Replace("expect: [ ask.received == 10, ask.latency.max == 11 ms ]", "", StringComparison.Ordinal)
        .Replace("count: 10", "count: 500", StringComparison.Ordinal);

    /// <summary>Goes on for hours of real time.</summary>
    public const string Endless = """
        scenario: A day of packets
        duration: 24 h
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob], rate: 1 Gbps, delay: 1 ms } ]
        flows: [ { name: flood, cast: unicast, transport: udp, from: alice, to: bob, traffic: { kind: constant, interval: 10 us, size: 100 B } } ]

        """;

    /// <summary>Sends itself one datagram after the other, and no virtual time passes.</summary>
    public const string Spinning = """
        scenario: A program talks to itself
        duration: 10 s
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob], rate: 1 Mbps, delay: 1 ms } ]
        programs:
          - name: spinner
            host: alice
            steps:
              - set: { me: "127.0.0.1:5000" }
              - socket: { type: datagram, as: s }
              - bind: { socket: s, port: 5000 }
              - repeat:
                  times: 1000000000
                  steps:
                    - sendto: { socket: s, to: "{me}", data: x }
                    - recvfrom: { socket: s, size: 10, as: data }

        """;

    /// <summary>Waits for a program outside that nobody starts, on a port that nobody has.</summary>
    public const string Lonely = """
        scenario: Nobody there
        mode: loopback
        duration: 2 s
        hosts: { alice: {}, eve: { external: true } }
        links: [ { name: wire, between: [alice, eve] } ]
        programs:
          - name: caller
            host: alice
            steps:
              - socket: { type: datagram, as: s }
              - sendto: { socket: s, to: eve, port: 47, data: "Hello?" }
              - recvfrom: { socket: s, size: 100, as: data, timeout: 1 s }

        """;
}
