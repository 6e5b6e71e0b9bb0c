using System.Globalization;

namespace NetComm.TestSupport;

/// <summary>
/// How many random inputs a test takes: few in CI; in a campaign (.ci/long) NETCOMM_CAMPAIGN times as many. Each has a stream of its own,
/// so that one is repeated by its number.
/// </summary>
internal static class Campaign
{
    private static readonly int Times =
        int.TryParse(Environment.GetEnvironmentVariable("NETCOMM_CAMPAIGN"), NumberStyles.None, CultureInfo.InvariantCulture, out int times)
            ? times : 1;

    /// <summary>Calls <paramref name="check"/> with the number and the stream of each input; says which one failed.</summary>
    /// <param name="name">What the streams are of; it begins with the test's own.</param>
    /// <param name="inputs">How many in CI.</param>
    public static void Run(string name, int inputs, Action<int, RandomStream> check)
    {
        for (int number = 0; number < inputs * Times; number++)
        {
            try
            {
                check(number, RandomStream.For(number, name));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"input {number} of '{name}': {failure.Message}", failure);
            }
        }
    }
}
