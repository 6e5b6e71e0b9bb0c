namespace NetComm.EndToEnd.Tests;

/// <summary>Tests that need port 65432 of this machine for themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExternalPrograms
{
    public const string Name = "external programs";
}
