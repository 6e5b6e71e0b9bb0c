using Xunit.Abstractions;
using Xunit.Sdk;

namespace NetComm.EndToEnd.Tests;

/// <summary>
/// Keeps what leaves port 65432 in TIME_WAIT for a minute (the TCP server in Python) behind the test that would have to wait for it.
/// </summary>
public sealed class InOrderOfNames : ITestCaseOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase => testCases.OrderBy(test => test.TestMethod.Method.Name, StringComparer.Ordinal);
}
