using NetComm.Network;

namespace NetComm.Conformance.Tests;

/// <summary>A call that was made.</summary>
internal interface IPendingReply
{
    /// <summary>Waits for the answer; fails the test where none comes.</summary>
    SocketReply Wait();

    /// <summary>The answer, if it has come by now.</summary>
    SocketReply? TryTake();
}
