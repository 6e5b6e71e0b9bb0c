namespace NetComm.Cli;

/// <summary>The command line asks for something that cannot be: told in one sentence, exit status 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
