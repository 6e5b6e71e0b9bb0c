namespace NetComm.Model;

/// <summary>A link as one server and no limit: Poisson arrivals, service times independent of each other and of the arrivals.</summary>
/// <param name="Kind">Which service times it has.</param>
/// <param name="ArrivalRate">λ, packets per second.</param>
/// <param name="MeanService">E[S], the mean transmission time in seconds.</param>
/// <param name="SquaredService">E[S²], in seconds squared.</param>
/// <remarks>Kleinrock 1975, Queueing Systems I: 3.2 (M/M/1), 5.6 and 5.7 (M/G/1).</remarks>
public sealed record SingleServerQueue(QueueKind Kind, double ArrivalRate, double MeanService, double SquaredService) : Theory
{
    /// <summary>ρ = λ E[S]: the share of time in which the link is busy. Below 1.</summary>
    public double Load => ArrivalRate * MeanService;

    /// <summary>The mean time from arrival to transmission's begin, in seconds: λ E[S²] / (2 (1 − ρ)) (Pollaczek, Khinchine).</summary>
    public double MeanWait => ArrivalRate * SquaredService / (2 * (1 - Load));

    /// <summary>The mean time from arrival to the end of transmission, in seconds; of M/M/1 this is 1/(μ − λ).</summary>
    public double MeanTime => MeanWait + MeanService;

    /// <summary>
    /// How many arrivals pass until the queue has forgotten its state: λ/(√μ − √λ)² for M/M/1 (its relaxation time, Cohen 1982, III.5),
    /// more where services vary more.
    /// </summary>
    public double Memory
    {
        get
        {
            double gap = 1 - Math.Sqrt(Load);
            return Math.Max(1, SquaredService / (2 * MeanService * MeanService)) * Load / (gap * gap);
        }
    }

    /// <summary>How many packets there are for each period of waiting: a share ρ waits, and 1/(1 − ρ) arrive in a busy period.</summary>
    public double PacketsPerSpell => 1 / (Load * (1 - Load));

    /// <summary>The time that this share of packets does not exceed, in seconds: −ln(1 − share)/(μ − λ); null for all but M/M/1.</summary>
    public double? Quantile(double share) => Kind == QueueKind.Mm1 ? PortableMath.Ln(1 - share) / (ArrivalRate - 1 / MeanService) : null;

    /// <summary>The share of packets out within this many seconds of arrival; null for M/G/1: two moments do not tell.</summary>
    public double? Within(double seconds) => Kind switch
    {
        QueueKind.Mm1 => seconds <= 0 ? 0 : 1 - PortableMath.Exp((ArrivalRate - 1 / MeanService) * seconds),
        QueueKind.Md1 => new DeterministicWait(Load).Within(seconds / MeanService - 1),
        _ => null,
    };
}

/// <summary>Queues with one server, Poisson arrivals and no limit, in Kendall's notation.</summary>
public enum QueueKind
{
    /// <summary>M/M/1: exponential service times.</summary>
    Mm1,

    /// <summary>M/D/1: all services take the same time.</summary>
    Md1,

    /// <summary>M/G/1: service times of any distribution.</summary>
    Mg1,
}
