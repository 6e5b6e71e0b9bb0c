using System.Net;
using Akka.Actor;
using Akka.Serialization;
using NetComm.Cli.Workers;

namespace NetComm.Cli.Tests.Workers;

/// <summary>What crosses the network between a sweep and its workers.</summary>
public sealed class WorkSerializerTests : IDisposable
{
    private readonly ActorSystem _system =
        ClusterSettings.Start(ClusterSettings.Worker, new IPEndPoint(IPAddress.Loopback, 0), secret: null);

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Each_message_arrives_as_it_was_sent()
    {
        WorkMessage[] messages =
        [
            new WorkMessage.Hello("0.1.0 (build 12345678)", 2), new WorkMessage.Refused("why"),
            new WorkMessage.WantWork(5), new WorkMessage.Failed(3, 4, "no"), new WorkMessage.Finished(),
        ];

        Assert.Equal(messages, messages.Select(Sent));
    }

    [Fact]
    public void Files_travel_with_the_sweep_that_names_them()
    {
        var welcome = new WorkMessage.Welcome("a.yaml", "x: ä\n", [new NamedFile("../a.pcap", [0, 128, 255])]);

        var arrived = (WorkMessage.Welcome)Sent(welcome);

        Assert.Equal(("a.yaml", "x: ä\n", "../a.pcap"), (arrived.File, arrived.Source, arrived.Files.Single().Name));
        Assert.Equal([0, 128, 255], arrived.Files.Single().Content);
    }

    [Fact]
    public void A_result_keeps_every_bit_of_its_figures()
    {
        var result = new WorkResult(
            new WorkRun(1, 2, 3), [0.1, null, 1e-300, 123456789.012, -0.0], [true, null, false], IsComplete: true);

        WorkResult arrived = Assert.Single(((WorkMessage.Results)Sent(new WorkMessage.Results([result]))).Runs);

        Assert.Equal(result.Figures.Select(Bits), arrived.Figures.Select(Bits));
        Assert.Equal(result.Passed, arrived.Passed);
        Assert.Equal((new WorkRun(1, 2, 3), true), (arrived.Run, arrived.IsComplete));
    }

    [Fact]
    public void Runs_to_do_arrive_in_their_order()
    {
        WorkRun[] runs = [new WorkRun(3, 4, 1), new WorkRun(3, 5, 2)];

        Assert.Equal(runs, ((WorkMessage.Work)Sent(new WorkMessage.Work(runs))).Runs);
    }

    [Fact]
    public void Nothing_else_is_sent()
    {
        Serializer others = _system.Serialization.FindSerializerForType(typeof(Version));

        Assert.Throws<NotSupportedException>(() => others.ToBinary(new Version(1, 2)));
        Assert.Throws<NotSupportedException>(() => others.FromBinary<Version>([]));
    }

    /// <summary>A message names its serializer by a number: 1 is Akka's for JSON, which would make any type, 2 and 3 some.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_serializer_makes_the_type_that_a_message_names(int serializer)
    {
        byte[] version = "{\"$type\":\"System.Version, System.Private.CoreLib\",\"Major\":1,\"Minor\":2}"u8.ToArray();

        Assert.ThrowsAny<Exception>(() =>
            _system.Serialization.Deserialize(version, serializer, "System.Version, System.Private.CoreLib"));
    }

    [Theory]
    [InlineData("System.Version", "{}")]
    [InlineData("Malformed", """{"What":"a lie"}""")]
    [InlineData("Work", """{"Runs":[""")]
    [InlineData("Work", """{"Runs":[{"Point":1,"Replication":"x","Attempt":1}]}""")]
    [InlineData("Work", """{"Runs":[{"Point":1}]}""")]
    [InlineData("Work", "{}")]
    [InlineData("Work", """{"Runs":[null]}""")]
    [InlineData("Work", "null")]
    [InlineData("Welcome", """{"File":null,"Source":"x"}""")]
    [InlineData("Hello", """{"Build":"0.1.0","Cores":1,"$type":"System.Version"}""")]
    public void What_is_no_message_is_told_as_such(string name, string json) =>
        Assert.IsType<WorkMessage.Malformed>(WorkSerializer.Read(System.Text.Encoding.UTF8.GetBytes(json), name));

    [Fact]
    public void Whatever_arrives_is_a_message_or_told_as_none()
    {
        WorkMessage[] messages =
        [
            new WorkMessage.Hello("0.1.0 (build 12345678)", 2), new WorkMessage.Welcome("a.yaml", "x: 1\n", [new NamedFile("a", [1, 2])]),
            new WorkMessage.Work([new WorkRun(3, 4, 1)]), new WorkMessage.Failed(3, 4, "no"),
            new WorkMessage.Results([new WorkResult(new WorkRun(1, 2, 3), [0.1, null], [true, null], IsComplete: true)]),
            new WorkMessage.Chunk("Work", 0, 2, [1, 2, 3]),
        ];

        Campaign.Run("worker messages", 3000, (number, random) =>
        {
            WorkMessage message = messages[number % messages.Length];
            byte[] bytes = WorkSerializer.Write(message);
            byte[] mutated = random.Below(2) == 0
                ? Mutations.Bytes(bytes, random)
                : System.Text.Encoding.UTF8.GetBytes(Mutations.Json(System.Text.Encoding.UTF8.GetString(bytes), random));
            WorkMessage arrived = WorkSerializer.Read(mutated, WorkSerializer.NameOf(message));

            Assert.True(arrived is WorkMessage.Malformed || WorkSerializer.Write(arrived).Length > 0);
            if (arrived is WorkMessage.Chunk piece) _ = new WorkAssembly().Add(piece);
        });
    }

    private static long? Bits(double? figure) => figure is { } value ? BitConverter.DoubleToInt64Bits(value) : null;

    private object Sent(WorkMessage message)
    {
        var serializer = (SerializerWithStringManifest)_system.Serialization.FindSerializerFor(message);
        return serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
    }
}
