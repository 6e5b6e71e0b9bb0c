namespace NetComm.Analysis;

/// <summary>
/// Which of a flow's receivers are due to get a packet: all of them, or of a multicast flow those that are members of its group when the
/// packet is sent. Each state of the membership under which packets were sent has a number, which its packets remember.
/// </summary>
internal sealed class DueReceivers
{
    private readonly List<bool[]> _states = [];
    private readonly List<int> _counts = [];
    private bool _isUsed;

    private DueReceivers(int receivers) => All = receivers;

    public int All { get; }

    public bool Varies => _states.Count > 0;

    public static DueReceivers Always(int receivers) => new(receivers);

    public static DueReceivers Varying(bool[] first)
    {
        var due = new DueReceivers(first.Length);
        due._states.Add(first);
        due._counts.Add(first.Count(isDue => isDue));
        return due;
    }

    public int Now()
    {
        _isUsed = true;
        return Math.Max(0, _states.Count - 1);
    }

    public bool Includes(int state, int receiver) => !Varies || _states[state][receiver];

    public int Count(int state) => Varies ? _counts[state] : All;

    public void Change(int receiver, bool isDue)
    {
        if (!Varies || _states[^1][receiver] == isDue) return;
        if (_isUsed)
        {
            _states.Add([.. _states[^1]]);
            _counts.Add(_counts[^1]);
        }

        _isUsed = false;
        _states[^1][receiver] = isDue;
        _counts[^1] += isDue ? 1 : -1;
    }
}
