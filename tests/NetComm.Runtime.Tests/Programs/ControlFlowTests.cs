using NetComm.Runtime.Simulated;
using NetComm.Runtime.Tests.Loopback;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Programs;

/// <summary>Programs that choose, repeat and calculate, in one mode.</summary>
public abstract class ControlFlowTests
{
    private protected abstract Task<RunOutcome> RunAsync(Scenario scenario);

    [Fact]
    public Task Calc_and_while_count() => AssertPrintsAsync(
        """
        - set: { n: "0", sum: "0" }
        - while: "{n} < 5"
          steps:
            - calc: { n: "{n} + 1", sum: "{sum} + {n}" }
        - print: "{n} {sum}"
        """, "5 15");

    [Fact]
    public Task If_chooses_and_else_may_be_missing() => AssertPrintsAsync(
        """
        - set: { n: "10" }
        - if: "{n} > 9"
          then: [ { print: "as numbers" } ]
          else: [ { print: "as texts" } ]
        - if: "b{n} > b9"
          then: [ { print: "as numbers" } ]
          else: [ { print: "as texts" } ]
        - if: "{n} != 10.0"
          then: [ { print: "different" } ]
        - { then: [ { print: "contained" } ], if: "x{n}x contains {n}" }
        - if: "{n} <= 10"
          then: []
          else: [ { print: "more" } ]
        - if: "{n}>=10"
          then: [ { print: "the end" } ]
        """, "as numbers", "as texts", "contained", "the end");

    [Fact]
    public Task Break_leaves_the_innermost_loop_and_stop_the_program() => AssertPrintsAsync(
        """
        - repeat:
            times: 2
            steps:
              - set: { n: "0" }
              - while: "1 == 1"
                steps:
                  - calc: { n: "{n} + 1" }
                  - if: "{n} == 3"
                    then:
                      - if: "{n} == 3"
                        then: [ break ]
                      - print: "never"
              - print: "{n}"
        - stop: {}
        - print: "never"
        """, "3", "3");

    [Fact]
    public Task A_call_that_fails_runs_the_steps_for_its_error_and_the_program_goes_on() => AssertPrintsAsync(
        """
        - socket: { type: datagram, as: s }
        - print: "[{error}]"
        - bind: { socket: s, port: PORT1, address: 192.0.2.1, on-error: { EINVAL: [ { print: no } ], any: [ { print: "any: {error}" } ] } }
        - recvfrom: { socket: s, size: 9, as: d, timeout: 10 ms, on-error: { any: [ { print: no } ], ETIMEDOUT: [ { print: "{error}" } ] } }
        - close: s
        - repeat:
            times: 3
            steps: [ { sendto: { socket: s, to: bob, port: PORT1, data: x, on-error: { EBADF: [ { print: "closed" }, break ] } } } ]
        - sendto: { socket: s, to: bob, port: PORT1, data: x, on-error: { EBADF: [] } }
        - print: "{error}"
        - calc: { n: "1 / 0", on-error: { EINVAL: [ { print: "{error}: no number" } ] } }
        """, "[]", "any: EADDRNOTAVAIL", "ETIMEDOUT", "closed", "EBADF", "EINVAL: no number");

    [Fact]
    public Task An_error_without_steps_of_its_own_ends_the_program() => AssertEndsAsync(
        """
        - socket: { type: datagram, as: s }
        - recvfrom: { socket: s, size: 10, as: d, timeout: 1 ms, on-error: { ECONNREFUSED: [ { print: "no" } ] } }
        - print: "never"
        """, "ETIMEDOUT");

    [Fact]
    public Task What_is_no_number_is_EINVAL() => AssertEndsAsync("- calc: { n: \"one + 1\" }", "EINVAL");

    [Fact]
    public Task An_expectation_compares_as_a_condition_does() => AssertEndsAsync(
        """
        - set: { n: "7" }
        - expect: "{n} < 10"
        - expect: "{n} >= 10"
        """, "expected \"7\" to be at least \"10\"");

    [Fact]
    public Task Steps_without_end_are_ELOOP_even_where_calls_fail_at_once() => AssertEndsAsync(
        """
        - socket: { type: datagram, as: s }
        - close: s
        - while: "1 == 1"
          steps: [ { sendto: { socket: s, to: bob, port: PORT1, data: x, on-error: { any: [] } } } ]
        """, "ELOOP");

    [Fact]
    public async Task Time_is_the_time_of_the_run_in_seconds()
    {
        EventList events = await EventsAsync("""
            - print: "{time}"
            - sleep: 250 ms
            - set: { before: "{time}" }
            - sleep: 250 ms
            - calc: { passed: "({time} - {before}) * 1000" }
            - if: "{passed} >= 249.9"
              then: [ { print: "waited" } ]
            """);

        string[] printed = [.. events.Texts(TraceEventKind.ProgramPrinted)];
        Assert.Matches(@"^0\.\d{1,12}$", printed[0]);
        Assert.Equal("waited", printed[1]);
    }

    [Fact]
    public async Task Each_connection_has_a_program_of_its_own_beside_the_others()
    {
        RunOutcome run = await RunAsync("""
            hosts: { client: { count: 3 }, bob: {} }
            lans: { lan: { members: [client, bob] } }
            programs:
              - name: server
                host: bob
                steps:
                  - socket: { type: stream, as: listener }
                  - bind: { socket: listener, port: PORT1 }
                  - listen: { socket: listener }
                  - set: { greeting: "Hello" }
                  - each:
                      socket: listener
                      as: c
                      from: peer
                      steps:
                        - recv: { socket: c, size: 100, as: name }
                        - set: { greeting: "{greeting}, {name}" }
                        - sendall: { socket: c, data: "{greeting}" }
                        - if: "{peer} contains ."
                          then: [ { print: "{greeting}" } ]
              - name: client
                host: client
                steps:
                  - socket: { type: stream, as: s }
                  - connect: { socket: s, to: bob, port: PORT1 }
                  - sleep: 50 ms
                  - sendall: { socket: s, data: "you" }
                  - recv: { socket: s, size: 100, as: answer }
                  - print: "{answer}"
            """);

        EventList events = EventList.Of(run.Trace);
        Assert.True(run.Complete);
        Assert.Equal(Enumerable.Repeat("Hello, you", 6), events.Texts(TraceEventKind.ProgramPrinted));
        int[] ended = [.. events.Of(TraceEventKind.ProgramEnded).Select(e => new ProgramStateChanged(e).Connection).Order()];
        Assert.Equal([0, 0, 0, 1, 2, 3], ended);
    }

    [Fact]
    public async Task Each_ends_after_so_many_and_a_connection_that_fails_takes_no_other_with_it()
    {
        RunOutcome run = await RunAsync("""
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], delay: 1 ms } ]
            programs:
              - name: server
                host: bob
                steps:
                  - socket: { type: stream, as: listener }
                  - bind: { socket: listener, port: PORT1 }
                  - listen: { socket: listener }
                  - each:
                      { socket: listener, as: c, times: 2, steps: [ { recv: { socket: c, size: 9, as: d } }, { expect: "{d} == good" } ] }
                  - close: listener
                  - print: "two came"
              - name: client
                host: alice
                steps:
                  - socket: { type: stream, as: first }
                  - connect: { socket: first, to: bob, port: PORT1 }
                  - socket: { type: stream, as: second }
                  - connect: { socket: second, to: bob, port: PORT1 }
                  - sendall: { socket: first, data: bad }
                  - sleep: 50 ms
                  - sendall: { socket: second, data: good }
                  - sleep: 50 ms
            """);

        EventList events = EventList.Of(run.Trace);
        Assert.Equal(["two came"], events.Texts(TraceEventKind.ProgramPrinted));
        string[] ends = [.. events.Of(TraceEventKind.ProgramEnded).Zip(events.Texts(TraceEventKind.ProgramEnded))
            .Select(end => $"{new ProgramStateChanged(end.First) is var e && e.Connection == 0}: {end.Second}").Order()];
        Assert.Equal(["False: ", "False: expected \"bad\" to equal \"good\"", "True: ", "True: "], ends);
    }

    [Fact]
    public Task Each_gives_up_after_its_timeout() => AssertPrintsAsync(
        """
        - socket: { type: stream, as: s }
        - bind: { socket: s, port: PORT1 }
        - listen: { socket: s }
        - each: { socket: s, as: c, timeout: 20 ms, steps: [ { close: c } ], on-error: { ETIMEDOUT: [ { print: "nobody" } ] } }
        - print: "the end"
        """, "nobody", "the end");

    private async Task AssertPrintsAsync(string steps, params string[] lines)
    {
        EventList events = await EventsAsync(steps);

        Assert.Equal([""], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Equal(lines, events.Texts(TraceEventKind.ProgramPrinted));
    }

    private async Task AssertEndsAsync(string steps, string failure)
    {
        EventList events = await EventsAsync(steps);

        Assert.Equal([failure], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Empty(events.Texts(TraceEventKind.ProgramPrinted));
    }

    private async Task<EventList> EventsAsync(string steps)
    {
        RunOutcome run = await RunAsync("""
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], delay: 1 ms } ]
            programs:
              - name: p
                host: alice
                steps:

            """ + string.Join('\n', steps.Split('\n').Select(line => "      " + line)));
        Assert.True(run.Complete);
        return EventList.Of(run.Trace);
    }

    private Task<RunOutcome> RunAsync(string text) => RunAsync(ScenarioReader.Parse(
        "scenario: Test\nduration: 20 s\n" + text.Replace("PORT1", $"{FreePort.Next()}", StringComparison.Ordinal), "test.yaml"));
}

public sealed class SimulatedControlFlowTests : ControlFlowTests
{
    private protected override Task<RunOutcome> RunAsync(Scenario scenario) => Task.FromResult(SimulatedRun.Of(scenario));
}

[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackControlFlowTests : ControlFlowTests
{
    private protected override Task<RunOutcome> RunAsync(Scenario scenario) =>
        LoopbackRuns.OfAsync(scenario with { Mode = RunMode.Loopback });
}
