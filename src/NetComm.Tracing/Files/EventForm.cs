namespace NetComm.Tracing;

internal enum EventForm
{
    Number,

    /// <summary>A whole number; left out where it is 0.</summary>
    NumberUnlessZero,

    /// <summary><c>true</c> for 1; left out for 0.</summary>
    Flag,

    /// <summary><c>true</c> for 2, left out for 1: what ARP's operation codes say of replies (RFC 826).</summary>
    Reply,

    /// <summary>Eight times the field, in bytes.</summary>
    Eightfold,

    Direction,

    Node,

    /// <summary>A direction's label, or for −1 − n a node's name.</summary>
    DirectionOrNode,

    Medium,

    Flow,

    Program,

    Group,

    /// <summary>A flow's name, or for −1 − n a program's.</summary>
    FlowOrProgram,

    Interface,

    Address,

    DropReason,

    /// <summary>An errno's name; left out for none.</summary>
    Errno,

    TcpState,
}
