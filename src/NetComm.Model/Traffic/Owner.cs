namespace NetComm.Model;

/// <summary>The owner of a packet or conversation: a flow, a program or app, or nobody.</summary>
public readonly record struct Owner
{
    // 0 for nobody; a flow's index + 1; −1 − a program's index.
    private readonly int _code;

    private Owner(int code) => _code = code;

    /// <summary>Nobody: nodes send it themselves, such as ARP and routing.</summary>
    public static Owner Nobody => default;

    /// <summary>The flow that owns it; null where none does.</summary>
    public FlowId? Flow => _code > 0 ? new FlowId(_code - 1) : null;

    /// <summary>The program or app that owns it; null where none does.</summary>
    public ProgramId? Program => _code < 0 ? new ProgramId(-1 - _code) : null;

    /// <summary>A flow.</summary>
    public static Owner Of(FlowId flow) => new(flow.Index + 1);

    /// <summary>A program or app.</summary>
    public static Owner Of(ProgramId program) => new(-1 - program.Index);

    /// <summary>Its number in a trace: a flow's index, or −1 − a program's. Nobody has none.</summary>
    internal long TraceNumber => _code > 0 ? _code - 1 : _code;

    /// <summary>Reads an owner's number in a trace.</summary>
    internal static Owner FromTrace(long number) => new(checked((int)(number >= 0 ? number + 1 : number)));
}

/// <summary>The identity of a program or app: its place among all programs and then all apps of the scenario.</summary>
public readonly record struct ProgramId(int Index);

/// <summary>The identity of a conversation: what one socket sends to one peer; counted in the order in which they are opened.</summary>
public readonly record struct ConversationId(int Index);
