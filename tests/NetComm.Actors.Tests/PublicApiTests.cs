using System.Reflection;
using System.Text;

namespace NetComm.Actors.Tests;

/// <summary>The public API, approved as text: a change shows up in review, with a sentence on Akka.NET's.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_kernel() => Matches(typeof(ActorSystem).Assembly, "NetComm.Actors");

    [Fact]
    public void The_test_kit() => Matches(typeof(TestKit.TestProbe).Assembly, "NetComm.Actors.TestKit");

    private static void Matches(Assembly assembly, string name)
    {
        string approved = Path.Combine(AppContext.BaseDirectory, $"{name}.approved.txt");
        string received = Path.Combine(AppContext.BaseDirectory, $"{name}.received.txt");
        string actual = PublicSurface.Of(assembly);
        string expected = File.Exists(approved) ? File.ReadAllText(approved, Encoding.UTF8) : "";
        if (actual != expected)
            File.WriteAllText(received, actual);

        Assert.True(actual == expected, $"The public API of {name} has changed: compare {received} with the approved text beside this test, and put it in its place if it is right.");
    }
}
