using NetComm.Scenarios.Reading.Flows;

namespace NetComm.Scenarios.Reading;

/// <summary>Registers the names of groups, anycast addresses, flows, proxies, programs and apps.</summary>
internal static class MeasuredNames
{
    public static void Declare(ResolveContext draft)
    {
        foreach (YamlEntry group in draft.Root.Named("groups")) draft.Addressed.Declare(EntityKind.Group, group.Name, group.Key.Span);
        foreach (YamlEntry service in draft.Root.Named("anycast"))
            draft.Addressed.Declare(EntityKind.Anycast, service.Name, service.Key.Span);
        DeclareItems(draft, "flows", EntityKind.Flow);
        ProxyReader.DeclareNames(draft);
        DeclareItems(draft, "programs", EntityKind.Program);
        DeclareItems(draft, "apps", EntityKind.App);
    }

    private static void DeclareItems(ResolveContext draft, string section, EntityKind kind)
    {
        foreach (YamlNode item in draft.Root.Items(section))
        {
            if (new YamlFields(item).Scalar("name") is not { } name) continue;
            HostCopy[] copies = [.. HostCopy.Of(draft, item).Where(copy => copy.Pool is not null)];
            draft.Measured.Declare(kind, name.Value, name.Span, [.. copies.Select(copy => copy.Name!)]);
            foreach (HostCopy copy in copies) draft.Measured.Declare(kind, copy.Name!, name.Span);
        }
    }
}
