namespace NetComm.Model;

/// <summary>The distribution of the wait in an M/D/1 queue, in units of one service time.</summary>
/// <param name="load">ρ, below 1.</param>
/// <remarks>
/// Franx 2001, "A simple solution for the M/D/c waiting time distribution": only sums of positive terms, unlike Erlang's alternating one.
/// The numbers in the system come from balancing crossings of each level: π(n + 1) a(0) = π(0) P(A &gt; n) + Σ π(i) P(A &gt; n + 1 − i),
/// where A arrivals fall in one service.
/// </remarks>
internal sealed class DeterministicWait(double load)
{
    private readonly List<double> _state = [1 - load];
    private readonly List<double> _more = [];
    private readonly List<double> _atMost = [];

    /// <summary>The share of arrivals that wait no longer than this many services.</summary>
    internal double Within(double services)
    {
        if (services < 0) return 0;
        int above = (int)Math.Floor(services) + 1;
        double ahead = load * (above - services);
        double term = PortableMath.Exp(-ahead);
        double sum = 0;
        for (int j = 0; j < above; j++)
        {
            sum += WaitingAtMost(above - 1 - j) * term;
            term *= ahead / (j + 1);
        }

        return Math.Min(1, sum);
    }

    /// <summary>The probability that at most this many wait, besides the one in service.</summary>
    private double WaitingAtMost(int number)
    {
        while (_atMost.Count <= number)
        {
            while (_state.Count <= _atMost.Count + 1) AddState();
            _atMost.Add(_atMost.Count == 0 ? _state[0] + _state[1] : _atMost[^1] + _state[_atMost.Count + 1]);
        }

        return _atMost[number];
    }

    private void AddState()
    {
        int n = _state.Count - 1;
        double up = _state[0] * MoreThan(n);
        for (int i = 1; i <= n; i++) up += _state[i] * MoreThan(n + 1 - i);
        _state.Add(up / PortableMath.Exp(-load));
    }

    /// <summary>The probability that more than this many arrive during one service, from the small end, where nothing cancels.</summary>
    private double MoreThan(int number)
    {
        while (_more.Count <= number)
        {
            int first = _more.Count + 1;
            double term = PortableMath.Exp(-load);
            for (int k = 1; k <= first; k++) term *= load / k;
            double tail = 0;
            for (int k = first; term > tail * 1e-18; k++)
            {
                tail += term;
                term *= load / (k + 1);
            }

            _more.Add(tail);
        }

        return _more[number];
    }
}
