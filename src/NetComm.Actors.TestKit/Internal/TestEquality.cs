using Xunit;

namespace NetComm.Actors.TestKit.Internal;

/// <summary>Equality as xunit sees it: collections by their elements.</summary>
internal static class TestEquality
{
    internal static bool Holds<T>(T expected, T actual)
    {
        try
        {
            Assert.Equal(expected, actual);
            return true;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return false;
        }
    }
}
