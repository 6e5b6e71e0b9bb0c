namespace NetComm.Model;

/// <summary>M/M/1/K: a link as one server with room for this many packets, the one in service included; Poisson, exponential.</summary>
/// <param name="ArrivalRate">λ, packets per second.</param>
/// <param name="MeanService">1/μ, the mean transmission time in seconds.</param>
/// <param name="Limit">K. 1 or more.</param>
/// <remarks>Kleinrock 1975, Queueing Systems I, 3.6.</remarks>
public sealed record FiniteQueue(double ArrivalRate, double MeanService, int Limit) : Theory
{
    /// <summary>ρ = λ/μ; it may exceed 1.</summary>
    public double Load => ArrivalRate * MeanService;

    /// <summary>The share of packets that find the queue full: ρ^K (1 − ρ) / (1 − ρ^(K+1)); 1/(K + 1) at ρ = 1.</summary>
    public double Loss
    {
        get
        {
            // ρ^K / (1 + ρ + … + ρ^K), which needs no case for ρ = 1; by Horner's rule in 1/ρ.
            double inverse = 1;
            for (int k = 0; k < Limit; k++) inverse = 1 + inverse / Load;
            return 1 / inverse;
        }
    }

    /// <summary>
    /// How many packets there are for each period of losses: while the queue stays about full it loses 1/(1 − ρ) packets on average (from
    /// the chances to find it full again before it is empty), but no more than it remembers.
    /// </summary>
    public double PacketsPerSpell => Math.Min(1 / Math.Abs(1 - Load), 1 + Memory) / Loss;

    /// <summary>
    /// How many arrivals pass until the queue has forgotten its state: λ/(λ + μ − 2√(λμ) cos(π/(K + 1))), with cos x ≤ 1 − x²/2 + x⁴/24.
    /// </summary>
    public double Memory
    {
        get
        {
            double angle = Math.PI / (Limit + 1);
            double cosine = 1 - angle * angle / 2 + angle * angle * angle * angle / 24;
            return Load / (1 + Load - 2 * Math.Sqrt(Load) * Math.Min(1, cosine));
        }
    }
}
