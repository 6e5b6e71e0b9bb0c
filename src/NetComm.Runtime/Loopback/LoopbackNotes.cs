namespace NetComm.Runtime.Loopback;

/// <summary>What a run's reader should know, and what the run lacked; from any thread, each sentence once.</summary>
internal sealed class LoopbackNotes
{
    private readonly Lock _gate = new();
    private readonly List<string> _notes = [];
    private readonly List<string> _missing = [];
    private string? _refusal;
    private bool _outsideCame;

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
            lock (_gate) return [.. _missing];
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
