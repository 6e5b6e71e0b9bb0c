using System.Text;
using NetComm.Network;

namespace NetComm.Conformance.Tests;

/// <summary>What the tests of all arms say calls with.</summary>
public abstract class SocketTests : IDisposable
{
    private readonly Lazy<ISocketArm> _arm;

    private protected SocketTests(Func<ISocketArm> arm) => _arm = new Lazy<ISocketArm>(arm);

    private protected ISocketArm Arm => _arm.Value;

    public void Dispose()
    {
        if (_arm.IsValueCreated) _arm.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected SocketReply Call(IActorRef socket, SocketCall call) => Arm.Begin(socket, call).Wait();

    /// <summary>Makes a call that must go well.</summary>
    private protected void Do(IActorRef socket, SocketCall call)
    {
        SocketReply reply = Call(socket, call);
        Assert.False(reply is SocketReply.Done { Errno: not Errno.None }, $"{call} gave {reply}");
    }

    private protected void AssertFails(Errno errno, IActorRef socket, SocketCall call) =>
        Assert.Equal(new SocketReply.Done(errno), Call(socket, call));

    private protected IpEndpoint Bind(IActorRef socket, Ipv4Address address = default, int port = 0) =>
        Assert.IsType<SocketReply.Bound>(Call(socket, new SocketCall.Bind(new(address, port)))).Local;

    private protected string Text(IActorRef socket, int size = 2048) => TextOf(Call(socket, new SocketCall.Receive(size, null)));

    private protected static string TextOf(SocketReply reply) => Encoding.UTF8.GetString(Assert.IsType<SocketReply.Data>(reply).Bytes);

    private protected static SocketCall.Send Send(string text) => new(Encoding.UTF8.GetBytes(text));

    private protected static SocketCall.SendTo SendTo(IpEndpoint to, string text) => new(to, Encoding.UTF8.GetBytes(text));

    private protected static SocketCall.Receive Receive(int size = 2048, int? milliseconds = null) =>
        new(size, milliseconds is { } given ? SimDuration.FromMilliseconds(given) : null);

    private protected static SocketCall.SetOption Set(SocketOption option, int value) => new(option, value, default);
}
