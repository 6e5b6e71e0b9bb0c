using NetComm.Sim.Scenarios.Language;
using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>Gives out the names of groups, anycast addresses, flows, programs and apps, and looks up the names that those which do nothing yet hold.</summary>
internal static class MeasuredNames
{
    public static void Declare(Draft draft)
    {
        DeclareMembers(draft, "groups", ThingKind.Group, "group");
        DeclareMembers(draft, "anycast", ThingKind.Anycast, "anycast address");
        DeclareItems(draft, "flows", ThingKind.Flow);
        DeclareItems(draft, "programs", ThingKind.Program);
        DeclareItems(draft, "apps", ThingKind.App);
        IReadOnlyList<YamlNode> apps = draft.Root.Items("apps");
        for (int i = 0; i < apps.Count; i++) CheckApp(draft, new(apps[i]), Titles.Of("", "app", apps[i], i));
    }

    private static void DeclareItems(Draft draft, string section, ThingKind kind)
    {
        foreach (YamlNode item in draft.Root.Items(section))
        {
            if (new Fields(item).Scalar("name") is { } name) draft.Measured.Declare(kind, name.Value, name.Span);
        }
    }

    private static void DeclareMembers(Draft draft, string section, ThingKind kind, string word)
    {
        foreach (YamlEntry entry in draft.Root.Named(section))
        {
            draft.Addressed.Declare(kind, entry.Name, entry.Key.Span);
            var fields = new Fields(entry.Value);
            foreach (YamlScalar member in fields.Items("members").OfType<YamlScalar>())
            {
                draft.Addressed.Resolve(member, $"{word} '{entry.Name}': a member", "a host", allowsCounted: true, ThingKind.Host);
            }

            bool wrong = kind == ThingKind.Group && fields.Address("address") is { IsMulticast: false };
            if (wrong) draft.Problem(fields["address"]!.Span, $"group '{entry.Name}': 'address' must be one of 224.0.0.0/4, but was '{fields.Text("address")}'");
        }
    }

    private static void CheckApp(Draft draft, Fields fields, string title)
    {
        foreach (string key in (string[])["host", "server"])
        {
            if (fields.Scalar(key) is { } host) draft.Addressed.Resolve(host, $"{title}: '{key}'", "a host", allowsCounted: false, ThingKind.Host);
        }

        foreach (YamlScalar peer in fields.Items("peers").OfType<YamlScalar>())
        {
            draft.Addressed.Resolve(peer, $"{title}: a peer", "a host", allowsCounted: true, ThingKind.Host);
        }
    }
}
