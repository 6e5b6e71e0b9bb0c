using static NetComm.TestSupport.CaptureBuilder;

namespace NetComm.Scenarios.Tests.Recordings;

/// <summary>Flows of recorded traffic, and the files that scenarios name.</summary>
public sealed class RecordedFlowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netcomm-test-").FullName;

    public RecordedFlowTests()
    {
        File.WriteAllText(Path.Combine(_folder, "call.csv"), "time_s,size_bytes\n0,100\n0.5,200\n1,300\n1.5,400\n");
        File.WriteAllBytes(Path.Combine(_folder, "call.pcap"), new CaptureBuilder().Pcap(101).Record(1, 0, Udp(70)).Bytes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_flow_plays_the_file_beside_its_scenario()
    {
        Scenario scenario = Read("traffic: { kind: trace, file: call.csv }, start: 2 s");

        Assert.Equal([100, 200, 300, 400], Sizes(scenario));
        Assert.Equal(["call.csv"], scenario.Files.Select(file => file.Name));
        Assert.Equal(Transport.Udp, scenario.Flows[0].Transport);
    }

    [Theory]
    [InlineData("count: 3", "100, 200, 300")]
    [InlineData("bytes: 350 B", "100, 200, 50")]
    [InlineData("start: 2 s, stop: 3 s", "100, 200")]
    [InlineData("start: 2 s, stop: 10 s, count: 3, bytes: 100 B", "100")]
    public void It_ends_by_whichever_comes_first(string end, string sizes)
    {
        Flow flow = Read($"traffic: {{ kind: trace, file: call.csv }}, {end}").Flows[0];

        RecordedTraffic packets = ((Traffic.Recorded)flow.Traffic).Packets.Within(flow);

        Assert.Equal(sizes, string.Join(", ", packets.Sends.Select(send => send.Bytes)));
    }

    [Theory]
    [InlineData("kind: trace", "flow 'call': needs 'file'")]
    [InlineData("kind: trace, file: none.csv", "flow 'call': 'none.csv': there is no such file")]
    [InlineData("kind: trace, file: .", "flow 'call': '.': this is a folder, not a file")]
    [InlineData("kind: trace, file: call.csv, match: x", "flow 'call': 'call.csv': it is CSV, which has one flow only")]
    [InlineData("kind: trace, file: call.pcap, match: x", "flow 'call': 'call.pcap': 'match' is written")]
    [InlineData("kind: trace, file: call.yaml", "flow 'call': 'call.yaml': it is neither a capture (pcap, pcapng) nor CSV")]
    [InlineData("kind: trace, file: large.csv", "flow 'call': 'large.csv': a packet has 65508 B of payload: at most 65507 B fit")]
    public void What_cannot_be_played_is_told_at_its_place(string traffic, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "large.csv"), "time_s,size_bytes\n0,65508\n");

        ScenarioException wrong = Assert.Throws<ScenarioException>(() => Read($"traffic: {{ {traffic} }}"));

        Assert.Contains(wrong.Problems, problem => problem.Message.Contains(message, StringComparison.Ordinal));
        Assert.All(wrong.Problems, problem => Assert.Equal(5, problem.Line));
    }

    [SkippableFact]
    public void A_device_is_no_file_wherever_one_is_named()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there are no devices that paths lead to on this system");
        const string Sentence = "this is a pipe or device, not a regular file";

        ScenarioException traffic = Assert.Throws<ScenarioException>(() => Read("traffic: { kind: trace, file: /dev/zero }"));
        ScenarioException topology = Assert.Throws<ScenarioException>(() => ScenarioReader.Parse(
            "scenario: A map\ntopology: { file: /dev/zero }\n", Path.Combine(_folder, "map.yaml")));
        ScenarioException scenario = Assert.Throws<ScenarioException>(() => ScenarioReader.Read("/dev/zero"));

        Assert.Contains(traffic.Problems, problem => problem.Message == $"flow 'call': '/dev/zero': {Sentence}");
        Assert.Contains(topology.Problems, problem => problem.Message.EndsWith($"'/dev/zero': {Sentence}", StringComparison.Ordinal));
        Assert.Equal(Sentence, Assert.Single(scenario.Problems).Message);
    }

    [Fact]
    public void The_copies_of_a_run_come_first()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ScenarioFiles.Kept));
        File.WriteAllText(Path.Combine(_folder, ScenarioFiles.Kept, "call.csv"), "time_s,size_bytes\n0,5\n");
        File.WriteAllText(Path.Combine(_folder, ScenarioFiles.Kept, ScenarioFiles.NameOfCopy("../other/x.csv")), "time_s,size_bytes\n0,6\n");

        Assert.Equal([5], Sizes(Read("traffic: { kind: trace, file: call.csv }")));
        Assert.Equal([6], Sizes(Read("traffic: { kind: trace, file: ../other/x.csv }")));
    }

    [Fact]
    public void What_is_graded_names_no_file_outside_its_folder()
    {
        string inside = Path.Combine(_folder, "alice");
        Directory.CreateDirectory(inside);
        File.Copy(Path.Combine(_folder, "call.csv"), Path.Combine(inside, "call.csv"));
        File.CreateSymbolicLink(Path.Combine(inside, "linked.csv"), Path.Combine(_folder, "call.csv"));
        ScenarioFiles files = ScenarioFiles.In(inside, staysInside: true);

        Assert.NotNull(files.RecordingIn("call.csv"));
        foreach (string name in (string[])["../call.csv", "linked.csv", Path.Combine(_folder, "call.csv"), "x/../../call.csv"])
        {
            string refusal = Assert.Throws<UnusableFileException>(() => files.RecordingIn(name)).Message;
            Assert.Equal("it is outside the folder of the file that is graded", refusal);
        }
    }

    [Fact]
    public void A_sweep_over_files_knows_all_of_them_and_travels_with_them()
    {
        string text = Text("traffic: { kind: trace, file: call.csv }") + """
            sweep: { vary: { flows.call.traffic.file: [call.csv, call.pcap] }, measure: [call.sent] }

            """;

        Sweep sweep = SweepReader.Parse(text, Path.Combine(_folder, "call.yaml"));
        Sweep travelled = SweepReader.Parse(text, "call.yaml", files: ScenarioFiles.Of(sweep.Files));

        Assert.Equal(["call.csv", "call.pcap"], sweep.Files.Select(file => file.Name).Order());
        Assert.Equal([70], Sizes(sweep.Points[1].Scenario));
        Assert.Equal([70], Sizes(travelled.Points[1].Scenario));
        Assert.Equal(["call.pcap"], sweep.Points[1].Scenario.Files.Select(file => file.Name));
    }

    private static IEnumerable<int> Sizes(Scenario scenario) =>
        ((Traffic.Recorded)scenario.Flows[0].Traffic).Packets.Sends.Select(send => send.Bytes);

    private Scenario Read(string flow)
    {
        string file = Path.Combine(_folder, "call.yaml");
        File.WriteAllText(file, Text(flow));
        return ScenarioReader.Read(file);
    }

    private static string Text(string flow) => $$"""
        scenario: A call
        hosts: [alice, bob]
        links: [ { name: wire, between: [alice, bob], rate: 1 Mbps } ]
        flows:
          - { name: call, from: alice, to: bob, {{flow}} }

        """;
}
