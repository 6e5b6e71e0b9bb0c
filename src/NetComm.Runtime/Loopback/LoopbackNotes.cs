namespace NetComm.Runtime.Loopback;

/// <summary>What a run's reader should know, and what the run lacked; from any thread, each sentence once.</summary>
internal sealed class LoopbackNotes
{
    private readonly Lock _gate = new();
    private readonly List<string> _notes = [];
    private readonly List<string> _missing = [];
    private string? _refusal;
    private bool _outsideCame;
    private string? _lackedPort;
    private int _morePorts;

    internal IReadOnlyList<string> Notes
    {
        get
        {
            lock (_gate) return [.. _notes];
        }
    }

    internal IReadOnlyList<string> Missing
    {
        get
        {
            lock (_gate)
            {
                if (_lackedPort is null) return [.. _missing];
                string more = _morePorts == 0 ? "" : FormattableString.Invariant($"; so are {_morePorts} other ports of this run");
                return [.. _missing, _lackedPort + more];
            }
        }
    }

    internal bool OutsideCame
    {
        get
        {
            lock (_gate) return _outsideCame;
        }
    }

    /// <summary>Where an outside program was looked for in vain the last time; null where none was, or it came.</summary>
    internal string? Refusal
    {
        get
        {
            lock (_gate) return _outsideCame ? null : _refusal;
        }
    }

    /// <summary>Whether a port that the run needs is taken.</summary>
    internal bool LacksPort
    {
        get
        {
            lock (_gate) return _lackedPort is not null;
        }
    }

    /// <summary>As <see cref="Lack"/>: what has one port has mostly others too, and that is one thing.</summary>
    internal void LackPort(string sentence)
    {
        lock (_gate)
        {
            if (_lackedPort is null) _lackedPort = sentence;
            else _morePorts++;
        }
    }

    internal void Say(string sentence) => AddOnce(_notes, sentence);

    /// <summary>The run is incomplete for want of something; false where that has been said.</summary>
    internal bool Lack(string sentence) => AddOnce(_missing, sentence);

    internal void HearOutside()
    {
        lock (_gate) _outsideCame = true;
    }

    internal void RefusedOutside(string endpoint)
    {
        lock (_gate) _refusal = endpoint;
    }

    private bool AddOnce(List<string> sentences, string sentence)
    {
        lock (_gate)
        {
            if (sentences.Contains(sentence)) return false;
            sentences.Add(sentence);
            return true;
        }
    }
}
