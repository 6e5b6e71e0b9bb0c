namespace NetComm.TestSupport;

/// <summary>Random queues, for what must hold with every discipline: half of them drop-tail.</summary>
internal static class RandomQueues
{
    /// <summary>A queue, mostly small.</summary>
    /// <param name="below">Draws a whole number from 0 and below another.</param>
    internal static QueueSpec Of(Func<int, int> below)
    {
        var control = new CoDelParameters { Target = SimDuration.FromMicroseconds(500), Interval = SimDuration.FromMilliseconds(5) };
        var few = new QueueLimit(1 + below(8), null);
        return below(12) switch
        {
            0 => new QueueSpec.Red { Weight = 0.2, Min = 1, Max = 3, Limit = few },
            1 => new QueueSpec.CoDel { Control = control },
            2 => new QueueSpec.FqCoDel { Control = control, Flows = 1 + below(4), Limit = few },
            3 => new QueueSpec.Pie { Target = SimDuration.FromMicroseconds(500), BurstAllowance = SimDuration.Zero, Limit = few },
            4 => new QueueSpec.TokenBucket(Bandwidth.FromBits(1_000_000 + below(9_000_000)))
            {
                Burst = DataSize.FromBytes(2000),
                Limit = few,
            },
            5 => new QueueSpec.Priority(
                [
                    new([new FlowId(0)], [], new QueueSpec.CoDel { Control = control }),
                    new([new FlowId(1)], [], new QueueSpec.TokenBucket(Bandwidth.FromBits(2_000_000))),
                    new([], []),
                ],
                few),
            < 9 => few,
            _ => QueueLimit.Default,
        };
    }
}
