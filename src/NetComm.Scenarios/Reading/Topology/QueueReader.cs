using System.Globalization;
using NetComm.Scenarios.Reading.Flows;

namespace NetComm.Scenarios.Reading.Topology;

/// <summary>Reads a queue: its discipline with its parameters (scenario language, 'Links').</summary>
/// <param name="title">The link or fault that it belongs to, for messages.</param>
internal sealed class QueueReader(ResolveContext draft, string title)
{
    /// <summary>The queue; null where a mistake in it was reported.</summary>
    public QueueSpec? Read(YamlFields queue)
    {
        QueueSpec? spec = queue.Text("kind") switch
        {
            null or "droptail" => new QueueSpec.DropTail(QueueLimit.Default),
            "red" => Red(queue),
            "codel" => new QueueSpec.CoDel { Control = Control(queue) },
            "fq-codel" => FairQueues(queue),
            "pie" => Pie(queue),
            "priority" => Priority(queue),
            "token-bucket" => TokenBucket(queue),
            _ => null,
        };
        return spec is not null && Limit(queue) is { } limit ? spec with { Limit = limit } : spec;
    }

    private static QueueLimit? Limit(YamlFields queue)
    {
        if (queue.Text("limit") == "none") return QueueLimit.None;
        return queue.Amount("limit", QuantityRange.QueueRoom) switch
        {
            { Kind: QuantityKind.Packets } packets => new((int)packets.Value, null),
            { Kind: QuantityKind.Size } size => new(null, new DataSize((long)size.Value)),
            _ => null,
        };
    }

    private QueueSpec.Red? Red(YamlFields queue)
    {
        var unless = new QueueSpec.Red();
        Quantity? min = queue.Amount("min", QuantityRange.QueueRoom), max = queue.Amount("max", QuantityRange.QueueRoom);
        bool countsBytes = (min ?? max)?.Kind == QuantityKind.Size;
        if (!AreAlike(queue, countsBytes)) return null;
        var red = new QueueSpec.Red
        {
            Min = (long?)min?.Value ?? unless.Min,
            Max = (long?)max?.Value ?? unless.Max,
            CountsBytes = countsBytes,
            MaxProbability = queue.Share("max-probability") ?? unless.MaxProbability,
            Weight = Number(queue, "weight") ?? unless.Weight,
            Gentle = queue.Flag("gentle") ?? unless.Gentle,
            Wait = queue.Flag("wait") ?? unless.Wait,
            IdlePacket = queue.Size("idle-packet") ?? unless.IdlePacket,
            Ecn = queue.Flag("ecn") ?? unless.Ecn,
        };
        if (red.Min < red.Max) return red;
        string unit = countsBytes ? "B" : "packets";
        draft.Problem(
            (queue["min"] ?? queue["max"])!.Span,
            $"{title}: queue min must be below max, but was {red.Min} {unit}, and max {red.Max} {unit}");
        return null;
    }

    /// <summary>Both thresholds are packets, or both are sizes; one alone stands beside the other's default, which is in packets.</summary>
    private bool AreAlike(YamlFields queue, bool areSizes)
    {
        foreach (string key in (ReadOnlySpan<string>)["min", "max"])
        {
            bool isSize = queue.Amount(key, QuantityRange.QueueRoom) is { Kind: QuantityKind.Size };
            if (isSize == areSizes) continue;
            draft.Problem(
                (queue[key] ?? queue[key == "min" ? "max" : "min"])!.Span,
                $"{title}: queue min and max must both be packets or both be sizes, but "
                    + (queue.Has(key) ? $"{key} was {Shapes.Typed(queue[key]!)}" : $"{key} is missing, whose default is in packets"));
            return false;
        }

        return true;
    }

    private static CoDelParameters Control(YamlFields queue)
    {
        var unless = new CoDelParameters();
        return new()
        {
            Target = queue.Time("target") ?? unless.Target,
            Interval = queue.Time("interval") ?? unless.Interval,
            Ecn = queue.Flag("ecn") ?? unless.Ecn,
        };
    }

    private static QueueSpec.FqCoDel FairQueues(YamlFields queue)
    {
        var unless = new QueueSpec.FqCoDel();
        return new()
        {
            Control = Control(queue),
            Flows = queue.Whole("flows", 1, int.MaxValue) ?? unless.Flows,
            Quantum = queue.Size("quantum") ?? unless.Quantum,
            DropBatch = queue.Whole("drop-batch", 1, int.MaxValue) ?? unless.DropBatch,
        };
    }

    private static QueueSpec.Pie Pie(YamlFields queue)
    {
        var unless = new QueueSpec.Pie();
        return new()
        {
            Target = queue.Time("target") ?? unless.Target,
            Update = queue.Time("update") ?? unless.Update,
            BurstAllowance = queue.Time("burst-allowance") ?? unless.BurstAllowance,
            Ecn = queue.Flag("ecn") ?? unless.Ecn,
        };
    }

    private QueueSpec.TokenBucket? TokenBucket(YamlFields queue)
    {
        if (queue.Rate("rate") is not { } rate) return null;
        Bandwidth? peak = queue.Rate("peak-rate");
        if (peak < rate)
            draft.Problem(
                queue["peak-rate"]!.Span,
                $"{title}: queue peak-rate must be at least the rate, {rate}, but was {Shapes.Typed(queue["peak-rate"]!)}");
        var unless = new QueueSpec.TokenBucket(rate);
        return unless with { Burst = queue.Size("burst") ?? unless.Burst, PeakRate = peak };
    }

    private QueueSpec.Priority Priority(YamlFields queue)
    {
        var bands = new List<PriorityBand>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (YamlMapping item in queue.Items("bands").OfType<YamlMapping>()) bands.Add(Band(new YamlFields(item), taken));
        if (!bands.Exists(band => band.IsRest)) bands.Add(new PriorityBand([], []));
        return new(bands, QueueLimit.Default);
    }

    private PriorityBand Band(YamlFields band, HashSet<string> taken)
    {
        FlowId[] flows = [.. band.Items("flows").OfType<YamlScalar>().SelectMany(name => FlowsOf(name, taken))];
        int[] dscp = [.. band.Items("dscp").OfType<YamlScalar>().Where(code => IsFree(code, $"dscp {code.Value}", taken)).Select(CodeOf)];
        if (band["rest"] is YamlScalar rest) IsFree(rest, "the rest", taken);
        return new(flows, dscp, band.Has("queue") ? Read(band.Within("queue")) : null);
    }

    /// <summary>The flow of this name; of a proxy both directions.</summary>
    private FlowId[] FlowsOf(YamlScalar name, HashSet<string> taken)
    {
        string where = $"{title}: 'flows' of a band";
        if (draft.Measured.Resolve(name, where, "a flow", allowsCounted: false, EntityKind.Flow) is null) return [];
        if (!IsFree(name, $"flow '{name.Value}'", taken)) return [];
        return ProxyReader.FlowsNamed(draft, name.Value);
    }

    private static int CodeOf(YamlScalar code) => int.TryParse(code.Value, CultureInfo.InvariantCulture, out int value) ? value : 0;

    private bool IsFree(YamlScalar node, string what, HashSet<string> taken)
    {
        if (taken.Add(what)) return true;
        draft.Problem(node.Span, $"{title}: {what} is in a band already");
        return false;
    }

    private static double? Number(YamlFields fields, string key) =>
        double.TryParse(fields.Text(key), CultureInfo.InvariantCulture, out double number) ? number : null;
}
