using System.Net;
using Akka.Actor;
using Akka.Serialization;
using NetComm.Cli.Workers;

namespace NetComm.Cli.Tests.Workers;

/// <summary>What crosses the network between a sweep and its workers.</summary>
public sealed class WorkSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ClusterSettings.Start(ClusterSettings.Worker, IPAddress.Loopback, port: 0);

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Each_message_arrives_as_it_was_sent()
    {
        WorkMessage[] messages =
        [
            new WorkMessage.Hello("0.1.0 (build 12345678)", 2), new WorkMessage.Refused("why"),
            new WorkMessage.WantWork(), new WorkMessage.Work(3, 4, 1), new WorkMessage.Failed(3, 4, "no"), new WorkMessage.Finished(),
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
        var result = new WorkMessage.Result(1, 2, 3, [0.1, null, 1e-300, 123456789.012, -0.0], [true, null, false], IsComplete: true);

        var arrived = (WorkMessage.Result)Sent(result);

        Assert.Equal(result.Figures.Select(Bits), arrived.Figures.Select(Bits));
        Assert.Equal(result.Passed, arrived.Passed);
        Assert.Equal((1, 2, 3, true), (arrived.Point, arrived.Replication, arrived.Attempt, arrived.IsComplete));
    }

    [Fact]
    public void Nothing_else_is_sent_or_made_of_what_arrives()
    {
        Serializer own = _system.Serialization.FindSerializerForType(typeof(WorkMessage.Work));
        Serializer others = _system.Serialization.FindSerializerForType(typeof(Version));

        Assert.Throws<ArgumentException>(() => ((SerializerWithStringManifest)own).FromBinary([], "System.Version"));
        Assert.Throws<NotSupportedException>(() => others.ToBinary(new Version(1, 2)));
        Assert.Throws<NotSupportedException>(() => others.FromBinary<Version>([]));
    }

    private static long? Bits(double? figure) => figure is { } value ? BitConverter.DoubleToInt64Bits(value) : null;

    private object Sent(WorkMessage message)
    {
        var serializer = (SerializerWithStringManifest)_system.Serialization.FindSerializerFor(message);
        return serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
    }
}
