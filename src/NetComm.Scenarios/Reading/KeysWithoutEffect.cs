using NetComm.Scenarios.Language.Grammar;

namespace NetComm.Scenarios.Reading;

/// <summary>Finds the keys of a file that do nothing in loopback mode (scenario language, 'Loopback mode'), each as a sentence.</summary>
internal static class KeysWithoutEffect
{
    /// <summary>TCP options that a program may set on the system's own TCP; the rest is the system's.</summary>
    private static readonly string[] SettableTcp = ["nagle", "send-buffer", "receive-buffer"];

    public static IReadOnlyList<string> Of(ResolveContext draft)
    {
        if (!draft.IsLoopback) return [];
        var sentences = new List<string>();
        if (draft.Root.Text("routing") == "rip")
            sentences.Add("'routing: rip' has no effect in loopback mode, where routers are no processes");
        IReadOnlyList<YamlNode> links = draft.Root.Items("links");
        for (int i = 0; i < links.Count; i++) OfMedium(draft, new(links[i]), Titles.Of("", "link", links[i], i), sentences);
        foreach (YamlEntry lan in draft.Root.Named("lans")) OfMedium(draft, new(lan.Value), $"lan '{lan.Name}'", sentences);
        IReadOnlyList<YamlNode> faults = draft.Root.Items("faults");
        for (int i = 0; i < faults.Count; i++) OfMedium(draft, new(faults[i]), Titles.Of("", "fault", faults[i], i), sentences);
        IReadOnlyList<YamlNode> flows = draft.Root.Items("flows");
        for (int i = 0; i < flows.Count; i++) OfFlow(new(flows[i]), Titles.Of("", "flow", flows[i], i), sentences);
        IReadOnlyList<YamlNode> apps = draft.Root.Items("apps");
        for (int i = 0; i < apps.Count; i++)
        {
            if (new YamlFields(apps[i]).Text("kind") == "traceroute")
                sentences
                    .Add($"{Titles.Of("", "app", apps[i], i)}: in loopback mode routers are no processes, so no hop answers but the " +
                    $"destination");
        }

        return sentences;
    }

    private static void OfMedium(ResolveContext draft, YamlFields fields, string title, List<string> sentences)
    {
        if (!draft.UsesTcp) return;
        YamlFields[] parts = [fields, fields.Within("forward"), fields.Within("backward")];
        string[] keys =
            [.. LinkGrammar.DirectionKeys.Where(key => key.Loopback == LoopbackLimit.NotOnTcp && parts.Any(part => part.Has(key.Name)))
                .Select(key => key.Name)];
        if (keys.Length == 0) return;
        string list = string.Join(", ", keys.Select(key => $"'{key}'"));
        sentences
            .Add($"{title}: {list} {(keys.Length == 1 ? "has" : "have")} no effect on tcp in loopback mode, which takes only 'delay' " +
            $"and 'rate' from its path");
    }

    private static void OfFlow(YamlFields fields, string title, List<string> sentences)
    {
        foreach (YamlEntry option in (fields["tcp"] as YamlMapping)?.Entries ?? [])
        {
            if (!option.IsIgnored && !SettableTcp.Contains(option.Name))
                sentences.Add($"{title}: tcp '{option.Name}' has no effect in loopback mode, where tcp is the system's own");
        }
    }
}
