using NetComm.Sim.Model;

namespace NetComm.Sim.Measuring;

/// <summary>How an expectation came out.</summary>
/// <param name="Expectation">What was expected.</param>
/// <param name="Passed">Whether it holds; null where it was not graded.</param>
/// <param name="Actual">What was measured instead, in the unit that the expectation was typed in; or why it was not graded.</param>
public sealed record Grade(Expectation Expectation, bool? Passed, string Actual)
{
    /// <summary>What it gives: all its points where it holds, else none.</summary>
    public decimal Points => Passed == true ? (decimal)Expectation.Points : 0;
}
