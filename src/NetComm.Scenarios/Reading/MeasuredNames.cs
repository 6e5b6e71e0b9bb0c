using NetComm.Scenarios.Yaml;

namespace NetComm.Scenarios.Reading;

/// <summary>Gives out the names of groups, anycast addresses, flows, programs and apps.</summary>
internal static class MeasuredNames
{
    public static void Declare(Draft draft)
    {
        foreach (YamlEntry group in draft.Root.Named("groups")) draft.Addressed.Declare(ThingKind.Group, group.Name, group.Key.Span);
        foreach (YamlEntry service in draft.Root.Named("anycast"))
            draft.Addressed.Declare(ThingKind.Anycast, service.Name, service.Key.Span);
        DeclareItems(draft, "flows", ThingKind.Flow);
        DeclareItems(draft, "programs", ThingKind.Program);
        DeclareItems(draft, "apps", ThingKind.App);
    }

    private static void DeclareItems(Draft draft, string section, ThingKind kind)
    {
        foreach (YamlNode item in draft.Root.Items(section))
        {
            if (new Fields(item).Scalar("name") is { } name) draft.Measured.Declare(kind, name.Value, name.Span);
        }
    }
}
