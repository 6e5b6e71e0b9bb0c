namespace NetComm.Tracing;

/// <summary>The names that a trace file uses for the numbers in its events.</summary>
internal sealed class TraceNames(TraceHeader header)
{
    private readonly NameTable _flows = new(header.Flows.Select(flow => flow.Name));
    private readonly NameTable _programs = new(header.Programs.Select(program => program.Name));
    private readonly NameTable _interfaces = new(header.Interfaces.Select(at => at.Address.ToString()));
    private readonly NameTable _directions = new(header.Directions.Select(direction => direction.Label));
    private readonly NameTable _nodes = new(header.Nodes.Select(node => node.Name));
    private readonly NameTable _media = new(header.Media);
    private readonly NameTable _groups = new(header.Groups.Select(group => group.Name));

    public ReadOnlySpan<byte> JsonOf(EventForm form, long number)
    {
        if (number < 0 && IsEither(form) && ForNegative(form).Has(-1 - number)) return ForNegative(form).JsonOf(-1 - number);
        return For(form).JsonOf(number);
    }

    public bool Has(EventForm form, long number) =>
        number < 0 && IsEither(form) ? ForNegative(form).Has(-1 - number) : For(form).Has(number);

    public bool TryFind(EventForm form, ReadOnlySpan<char> name, out long number)
    {
        if (For(form).TryFind(name, out number)) return true;
        if (!IsEither(form) || !ForNegative(form).TryFind(name, out number)) return false;
        number = -1 - number;
        return true;
    }

    private static bool IsEither(EventForm form) => form is EventForm.DirectionOrNode or EventForm.FlowOrProgram;

    private NameTable For(EventForm form) => form switch
    {
        EventForm.Direction or EventForm.DirectionOrNode => _directions,
        EventForm.Node => _nodes,
        EventForm.Medium => _media,
        EventForm.Flow or EventForm.FlowOrProgram => _flows,
        EventForm.Program => _programs,
        EventForm.Group => _groups,
        EventForm.Interface => _interfaces,
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "This form has no names."),
    };

    private NameTable ForNegative(EventForm form) => form == EventForm.DirectionOrNode ? _nodes : _programs;
}
