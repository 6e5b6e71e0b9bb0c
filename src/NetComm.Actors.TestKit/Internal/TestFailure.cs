using System.Diagnostics.CodeAnalysis;
using Xunit.Sdk;

namespace NetComm.Actors.TestKit.Internal;

/// <summary>Makes a test fail.</summary>
internal static class TestFailure
{
    [DoesNotReturn]
    internal static void Throw(string what, string? hint = null) => throw Of(what, hint);

    internal static XunitException Of(string what, string? hint = null) =>
        FailException.ForFailure(string.IsNullOrEmpty(hint) ? $"Failed: {what}" : $"Failed: {what} ({hint})");

    internal static string Show(object? message) => message is null ? "null" : $"<{message}> ({message.GetType()})";
}
