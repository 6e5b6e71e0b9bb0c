namespace NetComm.Actors;

/// <summary>What a supervisor does with a child that failed.</summary>
public enum Directive
{
    /// <summary>It goes on with the next message, its state kept.</summary>
    Resume,

    /// <summary>A new instance takes its place; reference and mailbox stay.</summary>
    Restart,

    /// <summary>The supervisor fails itself with the same exception.</summary>
    Escalate,

    /// <summary>It is stopped for good.</summary>
    Stop,
}
