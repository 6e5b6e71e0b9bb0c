namespace NetComm.Scenarios.Reading.Flows;

/// <summary>Gives flows their ports: the next from 9000 in file order that the file does not name.</summary>
internal sealed class PortPlan
{
    private const int Last = 65535;

    private readonly HashSet<long> _written = [];
    private int _next = Flow.FirstPort;

    public PortPlan(ResolveContext draft)
    {
        foreach (string section in (string[])["flows", "apps"])
        {
            foreach (YamlNode item in draft.Root.Items(section)) Note(new YamlFields(item).Whole("port"));
        }

        foreach (YamlNode proxy in draft.Root.Items("proxy"))
        {
            Note(new YamlFields(proxy).Whole("listen"));
            Note(new YamlFields(proxy).Whole("port"));
        }

        foreach (YamlNode program in draft.Root.Items("programs")) NoteBinds(new YamlFields(program).Items("steps"));
    }

    public int? Next()
    {
        while (_next <= Last && _written.Contains(_next)) _next++;
        return _next <= Last ? _next++ : null;
    }

    private void NoteBinds(IReadOnlyList<YamlNode> steps)
    {
        foreach (YamlNode step in steps)
        {
            Note(new YamlFields(step).Within("bind").Whole("port"));
            NoteBinds(new YamlFields(step).Within("repeat").Items("steps"));
        }
    }

    private void Note(long? port)
    {
        if (port is not null) _written.Add(port.Value);
    }
}
