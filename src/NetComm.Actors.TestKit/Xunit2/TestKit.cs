using NetComm.Actors.TestKit.Internal;

namespace NetComm.Actors.TestKit.Xunit2;

/// <summary>The base of a test class on actors: messages told in it without a sender come from the test actor, and the system ends with the test.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private readonly AmbientSender _ambient;

    /// <summary>A kit on <paramref name="system"/>, or on a new one on the thread pool.</summary>
    public TestKit(ActorSystem? system = null)
        : base(system ?? ActorSystem.Create("test")) => _ambient = new AmbientSender(TestActor);

    /// <summary>Called when the test has ended, before the system is terminated.</summary>
    protected virtual void AfterAll()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the test: AfterAll, then the system terminates.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        try
        {
            AfterAll();
        }
        finally
        {
            _ambient.Dispose();
            Shutdown();
        }
    }
}
