namespace NetComm.Cli;

/// <summary>The command line asks for something impossible: reported in one sentence, with exit status 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
