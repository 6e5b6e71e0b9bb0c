namespace NetComm.Cli.Tests;

/// <summary>What a command answered.</summary>
internal sealed record Outcome(int Status, string Output, string Errors);
