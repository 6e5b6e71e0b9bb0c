using System.Reflection;
using PublicApiGenerator;

namespace NetComm.Sim.Tests.PublicSurface;

/// <summary>What users of the packages see. A change here is a change for them, and is looked at.</summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("NetComm.Model")]
    [InlineData("NetComm.Protocols")]
    [InlineData("NetComm.Tracing")]
    [InlineData("NetComm.Network")]
    [InlineData("NetComm.Scenarios")]
    [InlineData("NetComm.Runtime")]
    [InlineData("NetComm.Analysis")]
    [InlineData("NetComm.Reporting")]
    [InlineData("NetComm.Sim")]
    public void The_public_surface_is_the_approved_one(string package)
    {
        string surface = Assembly.Load(package).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });

        Approved.Text($"{package}.txt", surface.ReplaceLineEndings("\n") + "\n");
    }
}
