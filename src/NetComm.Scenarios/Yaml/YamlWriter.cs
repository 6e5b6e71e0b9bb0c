using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetComm.Scenarios.Yaml;

/// <summary>Writes a tree as YAML, with aliases written out; comments are lost.</summary>
internal static class YamlWriter
{
    private static readonly EmitterSettings Settings =
        new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024);

    public static string Write(YamlMapping root)
    {
        string readable = Write(root, quoteAll: false);
        return YamlTrees.Reads(readable, root) ? readable : Write(root, quoteAll: true);
    }

    /// <summary>A value on one line, for people.</summary>
    public static string WriteLine(YamlNode node) => node switch
    {
        YamlMapping mapping =>
            mapping.Entries.Count == 0 ? "{}"
                : "{ " + string.Join(", ", mapping.Entries.Select(entry => $"{entry.Name}: {WriteLine(entry.Value)}")) + " }",
        YamlSequence list => $"[{string.Join(", ", list.Items.Select(WriteLine))}]",
        YamlScalar { IsNull: true } => "~",
        _ => ((YamlScalar)node).Value.ReplaceLineEndings(" "),
    };

    private static string Write(YamlMapping root, bool quoteAll)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root, quoteAll);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, YamlNode node, bool quoteAll)
    {
        switch (node)
        {
            case YamlMapping mapping:
                emitter.Emit(
                    new MappingStart(null, null, isImplicit: true, mapping.IsFlow || quoteAll ? MappingStyle.Flow : MappingStyle.Block));
                foreach (YamlEntry entry in mapping.Entries)
                {
                    Emit(emitter, entry.Key, quoteAll);
                    Emit(emitter, entry.Value, quoteAll);
                }

                emitter.Emit(new MappingEnd());
                break;
            case YamlSequence list:
                emitter.Emit(
                    new SequenceStart(null, null, isImplicit: true, list.IsFlow || quoteAll ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (YamlNode item in list.Items) Emit(emitter, item, quoteAll);
                emitter.Emit(new SequenceEnd());
                break;
            case YamlScalar scalar:
                emitter.Emit(new Scalar(null, null, scalar.IsNull ? "~" : scalar.Value, Style(scalar, quoteAll), true, true));
                break;
        }
    }

    private static ScalarStyle Style(YamlScalar scalar, bool quoteAll)
    {
        if (scalar.IsNull || (scalar.IsPlain && !quoteAll)) return ScalarStyle.Plain;
        return scalar.Value.Contains('\n') && !quoteAll ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
    }
}
