namespace NetComm.Model;

/// <summary>Whose a packet or conversation is: a flow's, a program's or app's, or nobody's.</summary>
public readonly record struct Owner
{
    // 0 for nobody; a flow's index + 1; −1 − a program's index.
    private readonly int _code;

    private Owner(int code) => _code = code;

    /// <summary>Nobody: nodes say it of themselves, such as ARP and routing.</summary>
    public static Owner Nobody => default;

    /// <summary>The flow whose it is; null where it is none's.</summary>
    public FlowId? Flow => _code > 0 ? new FlowId(_code - 1) : null;

    /// <summary>The program or app whose it is; null where it is none's.</summary>
    public ProgramId? Program => _code < 0 ? new ProgramId(-1 - _code) : null;

    /// <summary>A flow.</summary>
    public static Owner Of(FlowId flow) => new(flow.Index + 1);

    /// <summary>A program or app.</summary>
    public static Owner Of(ProgramId program) => new(-1 - program.Index);

    /// <summary>The number that stands for it in a trace: a flow's index, or −1 − a program's. Nobody has none.</summary>
    internal long TraceNumber => _code > 0 ? _code - 1 : _code;

    /// <summary>Reads the number that stands for an owner in a trace.</summary>
    internal static Owner FromTrace(long number) => new(checked((int)(number >= 0 ? number + 1 : number)));
}

/// <summary>Which program or app: its place among all programs and then all apps of the scenario.</summary>
public readonly record struct ProgramId(int Index);

/// <summary>Which conversation of a run, counted in the order in which they are opened: what one socket sends to one peer.</summary>
public readonly record struct ConversationId(int Index);
