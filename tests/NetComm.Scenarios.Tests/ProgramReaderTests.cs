namespace NetComm.Scenarios.Tests;

public sealed class ProgramReaderTests
{
    [Theory]
    [InlineData("socket: { type: stream, as: t }", "OpenSocket { Stream = True, As = t }")]
    [InlineData("bind: { socket: s, port: 80 }", "Bind { Socket = s, Port = 80, Address =  }")]
    [InlineData("bind: { socket: s, port: 0, address: 10.0.0.1 }", "Bind { Socket = s, Port = 0, Address = 10.0.0.1 }")]
    [InlineData("listen: { socket: s }", "Listen { Socket = s, Backlog =  }")]
    [InlineData("listen: { socket: s, backlog: 5 }", "Listen { Socket = s, Backlog = 5 }")]
    [InlineData("accept: { socket: s, as: c, from: peer, timeout: 2 s }", "Accept { Socket = s, As = c, From = peer, Timeout = 2 s }")]
    [InlineData("connect: { socket: s, to: bob, port: 80, timeout: 100 ms }",
        "Connect { Socket = s, To = bob, Port = 80, Timeout = 100 ms }")]
    [InlineData("connect: { socket: s, to: 10.0.0.2, port: 80 }", "Connect { Socket = s, To = 10.0.0.2, Port = 80, Timeout =  }")]
    [InlineData("send: { socket: s, data: 42 }", "Send { Socket = s, Data = 42, All = False }")]
    [InlineData("sendall: { socket: s, data: \"\" }", "Send { Socket = s, Data = , All = True }")]
    [InlineData("recv: { socket: s, size: 1024, as: data }", "Receive { Socket = s, Size = 1024, As = data, Timeout =  }")]
    [InlineData("sendto: { socket: s, to: bob, port: 7, data: hi }", "SendTo { Socket = s, To = bob, Port = 7, Data = hi }")]
    [InlineData("sendto: { socket: s, to: \"{from}\", data: hi }", "SendTo { Socket = s, To = {from}, Port = , Data = hi }")]
    [InlineData("recvfrom: { socket: s, size: 9, as: data, from: who, timeout: 1 s }",
        "ReceiveFrom { Socket = s, Size = 9, As = data, From = who, Timeout = 1 s }")]
    [InlineData("shutdown: { socket: s, how: write }", "Shutdown { Socket = s, Read = False, Write = True }")]
    [InlineData("shutdown: { socket: s, how: both }", "Shutdown { Socket = s, Read = True, Write = True }")]
    [InlineData("close: s", "Close { Socket = s }")]
    [InlineData("setsockopt: { socket: s, option: broadcast, value: true }", "SetOption { Socket = s, Option = Broadcast, Value = true }")]
    [InlineData("setsockopt: { socket: s, option: multicast-ttl, value: 0 }", "SetOption { Socket = s, Option = MulticastTtl, Value = 0 }")]
    [InlineData("setsockopt: { socket: s, option: join-group, value: 239.1.1.1 }",
        "SetOption { Socket = s, Option = JoinGroup, Value = 239.1.1.1 }")]
    [InlineData("setsockopt: { socket: s, option: dscp, value: 46 }", "SetOption { Socket = s, Option = Dscp, Value = 46 }")]
    [InlineData("setsockopt: { socket: s, option: ttl, value: \"{from}\" }", "SetOption { Socket = s, Option = Ttl, Value = {from} }")]
    [InlineData("print: \"to {from}, {{braces}}\"", "Print { Text = to {from}, {{braces}} }")]
    [InlineData("sleep: 1.5 s", "Sleep { Time = 1.5 s }")]
    [InlineData("expect: \"{from} contains 10\"", "Expect { Condition = Condition { Left = {from}, Operator = Contains, Right = 10 } }")]
    [InlineData("expect: \"{from} == \"", "Expect { Condition = Condition { Left = {from}, Operator = Equal, Right =  } }")]
    [InlineData("expect: '\"{from}\" == \"a == b\"'", "Expect { Condition = Condition { Left = {from}, Operator = Equal, Right = a == b } }")]
    [InlineData("expect: \"{from}<=3\"", "Expect { Condition = Condition { Left = {from}, Operator = LessOrEqual, Right = 3 } }")]
    [InlineData("expect: \"a<b != {from}\"", "Expect { Condition = Condition { Left = a<b, Operator = NotEqual, Right = {from} } }")]
    [InlineData("break", "Break { }")]
    [InlineData("break:", "Break { }")]
    [InlineData("stop", "Stop { }")]
    [InlineData("stop: {}", "Stop { }")]
    public void Every_step_is_read(string step, string expected)
    {
        Scenario scenario = ScenarioText.InLoopback(ScenarioText.Pair + $$"""
            programs:
              - name: p
                host: alice
                steps:
                  - socket: { type: datagram, as: s }
                  - set: { from: nobody }
                  - repeat:
                      times: 1
                      steps:
                        - {{step}}
            """);

        Assert.Equal(expected, Assert.IsType<ProgramStep.Repeat>(scenario.Programs[0].Steps[2]).Steps[0].ToString());
    }

    [Fact]
    public void What_a_repeated_step_makes_is_known_after_it()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + """
            programs:
              - name: p
                host: alice
                start: 2 s
                steps:
                  - repeat: { times: 3, steps: [ { set: { greeting: hello } }, { repeat: { times: 2, steps: [ { print: "{greeting}" } ] } } ] }
                  - print: "{greeting}"
            """);

        ProgramStep.Repeat repeat = Assert.IsType<ProgramStep.Repeat>(scenario.Programs[0].Steps[0]);
        Assert.Equal(3, repeat.Times);
        Assert.Equal(2, Assert.IsType<ProgramStep.Repeat>(repeat.Steps[1]).Times);
        Assert.Equal(SimTime.Zero + SimDuration.FromSeconds(2), scenario.Programs[0].Start);
    }

    [Fact]
    public void A_call_that_only_the_network_can_refuse_is_no_problem_of_the_file()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + """
            programs:
              - name: p
                host: alice
                steps:
                  - socket: { type: datagram, as: s }
                  - listen: { socket: s }
                  - close: s
                  - close: s
            """);

        Assert.Equal(4, scenario.Programs[0].Steps.Count);
    }
}
