using System.Text;
using FsCheck.Xunit;
using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Flows;

/// <summary>What must hold of multicast figures while members come and go, hosts crash and links lose, copy and fail.</summary>
public sealed class MulticastProperties
{
    [Property(MaxTest = 150)]
    public void Due_and_received_are_those_of_a_slow_count(int shape)
    {
        using Trace trace = RandomRuns.OfGroups(shape);
        Dictionary<(int Flow, int Node), (int Due, int Received, int Duplicates)> slow = SlowCount(trace);

        IReadOnlyList<FlowMeasurement> flows = Measurements.From(trace).Flows;

        for (int flow = 0; flow < flows.Count; flow++)
        {
            Assert.Equal(flows[flow].Due, flows[flow].Receivers.Sum(receiver => receiver.Due));
            for (int i = 0; i < flows[flow].Receivers.Count; i++)
            {
                ReceiverMeasurement receiver = flows[flow].Receivers[i];
                Assert.Equal(slow[(flow, trace.Header.Flows[flow].Receivers[i])], (receiver.Due, receiver.Received, receiver.Duplicates));
                Assert.Equal(receiver.Due, receiver.Received + receiver.Lost + receiver.InFlight);
                Assert.True(receiver is { Lost: >= 0, InFlight: >= 0 }, $"{receiver.Lost} lost, {receiver.InFlight} in flight");
            }
        }
    }

    [Property(MaxTest = 150)]
    public void A_run_that_ends_by_itself_leaves_nothing_in_flight(int shape)
    {
        using Trace trace = RandomRuns.OfGroups(shape, mayBeCut: false);

        Assert.All(Measurements.From(trace).Flows, flow => Assert.Equal((0L, true), (flow.InFlight, flow.Completed)));
    }

    [Property(MaxTest = 100)]
    public void The_list_of_packets_adds_up_to_the_summary(int shape)
    {
        using Trace trace = RandomRuns.OfGroups(shape);
        using var stream = new MemoryStream();

        PacketsCsv.Write(stream, trace);

        string[][] rows =
            [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(row => row.Split(','))];
        foreach (FlowMeasurement flow in Measurements.From(trace).Flows)
        {
            foreach (ReceiverMeasurement receiver in flow.Receivers)
            {
                string[] outcomes = [.. rows.Where(row => row[0] == flow.Name && row[3] == receiver.Host).Select(row => row[8])];
                Assert.Equal(receiver.Received, outcomes.Count(outcome => outcome == "received"));
                Assert.Equal(receiver.Duplicates, outcomes.Count(outcome => outcome == "duplicate"));
                Assert.Equal(receiver.InFlight, outcomes.Count(outcome => outcome == "in-flight"));
                Assert.Equal(receiver.Lost, outcomes.Count(outcome => outcome.StartsWith("lost: ", StringComparison.Ordinal)));
            }
        }
    }

    /// <summary>Per flow and receiver, from lists of all events in their order.</summary>
    private static Dictionary<(int Flow, int Node), (int Due, int Received, int Duplicates)> SlowCount(Trace trace)
    {
        var counts = new Dictionary<(int, int), (int Due, int Received, int Duplicates)>();
        var flowOf = new Dictionary<int, int>();
        var dueAt = new Dictionary<long, (int Flow, HashSet<int> Nodes, HashSet<int> Have)>();
        List<HashSet<int>> members = [.. trace.Header.Groups.Select(group => group.Members.ToHashSet())];
        for (int flow = 0; flow < trace.Header.Flows.Count; flow++)
        {
            foreach (int node in trace.Header.Flows[flow].Receivers) counts[(flow, node)] = default;
        }

        foreach (TraceEvent e in EventList.Of(trace).All)
        {
            switch (e.Kind)
            {
                case TraceEventKind.ConversationOpened when e.Packet >= 0:
                    flowOf[e.Place] = (int)e.Packet;
                    break;
                case TraceEventKind.GroupJoined:
                    members[(int)e.Packet].Add(e.Place);
                    break;
                case TraceEventKind.GroupLeft:
                    members[(int)e.Packet].Remove(e.Place);
                    break;
                case TraceEventKind.PacketSent:
                    TracedFlow flow = trace.Header.Flows[flowOf[e.Place]];
                    int group = trace.Header.Groups.ToList().FindIndex(one => one.Name == flow.To);
                    HashSet<int> due = [.. members[group].Where(node => node != flow.From)];
                    dueAt[e.Packet] = (flowOf[e.Place], due, []);
                    foreach (int node in due)
                        counts[(flowOf[e.Place], node)] =
                            counts[(flowOf[e.Place], node)] with { Due = counts[(flowOf[e.Place], node)].Due + 1 };
                    break;
                case TraceEventKind.Received when dueAt.TryGetValue(e.Packet, out (int Flow, HashSet<int> Nodes, HashSet<int> Have) sent)
                    && sent.Nodes.Contains(e.Place):
                    (int, int) key = (sent.Flow, e.Place);
                    bool isFirst = sent.Have.Add(e.Place);
                    counts[key] = isFirst ? counts[key] with { Received = counts[key].Received + 1 }
                        : counts[key] with { Duplicates = counts[key].Duplicates + 1 };
                    break;
            }
        }

        return counts;
    }
}
