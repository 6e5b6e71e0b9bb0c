namespace NetComm.Network.Tests.Sockets;

/// <summary>An application that notes what it is answered.</summary>
internal sealed class Caller : ICaller
{
    internal List<SocketReply> Replies { get; } = [];

    internal List<int> Counts { get; } = [];

    internal SocketReply Last => Replies[^1];

    internal Errno LastErrno => Assert.IsType<SocketReply.Done>(Last).Errno;

    internal string LastText => System.Text.Encoding.ASCII.GetString(Assert.IsType<SocketReply.Data>(Last).Bytes);

    public void Reply(SocketReply reply) => Replies.Add(reply);

    public void Count(int bytes) => Counts.Add(bytes);
}
