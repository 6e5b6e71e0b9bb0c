using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetComm.Scenarios.Yaml;

/// <summary>Reads a YAML document into nodes with places; duplicate keys, tags and huge documents are refused.</summary>
internal sealed class YamlReader
{
    /// <summary>The greatest depth of nesting; a hand-written file has ten levels at most.</summary>
    private const int DeepestLevel = 100;

    /// <summary>The most nodes, with all aliases written out; a file of 20 000 links has about 300 000.</summary>
    private const long MostNodes = 5_000_000;

    /// <summary>YAML 1.2 (6.8.2): what <c>!!</c> stands for.</summary>
    private const string CoreTags = "tag:yaml.org,2002:";

    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly MergeBudget _merges = new();
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _level;

    private YamlReader(SourceText source, ProblemList problems, string text)
    {
        _source = source;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The root of the document; null where the text has none. Problems other than syntax errors are added to the list.</summary>
    /// <param name="text">The text to read, if not the whole source: of the same length, with blanks before the part to read.</param>
    public static YamlNode? Read(SourceText source, ProblemList problems, string? text = null)
    {
        YamlSyntax.RefuseControlCharacters(source);
        return new YamlReader(source, problems, text ?? source.Text).ReadDocument();
    }

    private YamlNode? ReadDocument()
    {
        MoveNext(); // the stream's start
        if (MoveNext() is not DocumentStart) return null;
        MoveNext();
        YamlNode root = ReadNode();
        MoveNext(); // the document's end
        if (MoveNext() is DocumentStart second)
            throw YamlSyntax.Error(Span(second), "a scenario is one YAML document, but a second one begins here");

        return root;
    }

    private ParsingEvent? MoveNext()
    {
        try
        {
            return _parser.MoveNext() ? _parser.Current : null;
        }
        catch (YamlException exception)
        {
            throw YamlSyntax.Explain(_source, exception);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's parser fails inside a bracket that is never closed.
            throw YamlSyntax.NeverClosed(_source);
        }
        catch (ArgumentException exception)
        {
            // Numbers of escapes such as \U00110000 that are no character.
            throw YamlSyntax.Error(_source.Whole, "a quoted text holds an escape that is no character", exception);
        }
    }

    private YamlNode ReadNode()
    {
        ParsingEvent? current = _parser.Current;
        if (current is AnchorAlias alias) return Resolve(alias);
        // At an empty key in a block mapping the library's parser skips the value.
        if (current is not NodeEvent start)
            throw YamlSyntax.Error(current is null ? _source.Whole : Span(current), "a key and a value are expected before this");
        RefuseTag(start);
        YamlNode node = start switch
        {
            Scalar scalar => new YamlScalar(Span(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain),
            MappingStart mapping => ReadMapping(mapping),
            SequenceStart sequence => ReadSequence(sequence),
            _ => throw new InvalidOperationException($"A node cannot begin with {start}."),
        };
        if (node.Size > MostNodes)
            throw YamlSyntax.Error(node.Span, "the file stands for too many values: at most 5 000 000, aliases written out");
        if (!start.Anchor.IsEmpty) _anchors[start.Anchor.Value] = node;
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (_anchors.TryGetValue(alias.Value.Value, out YamlNode? node)) return node;
        string typed = Shapes.Cropped(alias.Value.Value);
        string message = $"the alias '*{typed}' has no anchor '&{typed}' that is complete before it";
        throw YamlSyntax.Error(
            Span(alias), message, suggestion: Nearest.To(alias.Value.Value, _anchors.Keys) is { } near ? "*" + near : null);
    }

    private void RefuseTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific) return;
        string tag = node.Tag.Value;
        string typed = tag.StartsWith(CoreTags, StringComparison.Ordinal) ? "!!" + tag[CoreTags.Length..] : tag;
        _problems.Add(Span(node), $"tags are not part of the scenario language, but was '{Shapes.Cropped(typed)}'");
    }

    private YamlSequence ReadSequence(SequenceStart start)
    {
        Enter(start);
        var items = new List<YamlNode>();
        while (MoveNext() is not SequenceEnd) items.Add(ReadNode());
        _level--;
        bool isFlow = start.Style == SequenceStyle.Flow;
        return new(Span(start, _parser.Current!, isFlow), items, isFlow);
    }

    private YamlMapping ReadMapping(MappingStart start)
    {
        Enter(start);
        var entries = new MergingEntries(_problems, _merges);
        while (MoveNext() is not MappingEnd)
        {
            YamlNode key = ReadNode();
            MoveNext();
            entries.Add(key, ReadNode());
        }

        _level--;
        bool isFlow = start.Style == MappingStyle.Flow;
        return new(Span(start, _parser.Current!, isFlow), entries.Merged(), isFlow);
    }

    private void Enter(ParsingEvent start)
    {
        if (++_level > DeepestLevel) throw YamlSyntax.Error(Span(start), "values are nested too deeply: at most 100 levels");
    }

    private SourceSpan Span(ParsingEvent start) => Span(start, start, false);

    /// <summary>From one event to another; the library's mark of a closing bracket stands before it.</summary>
    private SourceSpan Span(ParsingEvent start, ParsingEvent end, bool closesBracket) =>
        new(_source, (int)start.Start.Line, (int)start.Start.Column, (int)start.Start.Index, (int)end.End.Index + (closesBracket ? 1 : 0));
}
